"""Changes of categories: added, removed, renamed, reworded, reordered."""

from collections.abc import Iterator
from dataclasses import replace

from delibctl.compare.kinds import ADDED, CATEGORY_CHANGED, SUMMARY_CHANGED
from delibctl.compare.policies.change import WHOLE, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import common_outcome, order, shown_text
from delibctl.compare.policies.title_changes import title_change
from delibctl.compare.scales import Direction
from delibctl.model import Category


def category_changes(sides: Sides) -> Iterator[Change]:
    """Yield the changes of each category in the order of the new policy, removed ones last."""
    former = {new: old for old, new in sides.categories.items()}
    before = {category.id: category for category in sides.old.categories}
    for category in sides.new.categories:
        if category.id in former:
            yield from _changed(before[former[category.id]], category, sides)
        else:
            # Its clauses are changes of their own.
            texts, head = (None, category.summary), replace(category, clauses=())
            message, content = "category added", (None, head)
            yield sides.about_category(category).change(ADDED, message, texts, content=content)
    for category in sides.old.categories:
        if category.id not in sides.categories:
            yield _removed(category, sides)
    current = [sides.categories.get(category.id, "") for category in sides.old.categories]
    lists = (current, [category.id for category in sides.new.categories])
    if change := order(WHOLE, "categories", lists, guarded=False):
        yield change


def _removed(category: Category, sides: Sides) -> Change:
    texts, head = (category.summary, None), replace(category, clauses=())
    about = sides.about_category(category, "old")
    return about.change(CATEGORY_CHANGED, "category removed", texts, content=(head, None))


def _changed(old: Category, new: Category, sides: Sides) -> Iterator[Change]:
    about = sides.about_category(new)
    if old.id != new.id:
        message = f"category renamed from {old.id} to {new.id}"
        yield about.change(CATEGORY_CHANGED, message, (old.id, new.id), Direction.NEUTRAL)
    # A clause that was merged into another has no place of its own any more.
    current_id = {pair.old.id: id for id, pair in sides.lineage.pair_of.items()}
    outcome = common_outcome(new.clauses, sides.new)
    lists = ([current_id.get(clause.id, "") for clause in old.clauses], list(about.clauses))
    for change in (
        title_change(about, "title of the category", (old.title, new.title)),
        shown_text(about, SUMMARY_CHANGED, "summary", (old.summary, new.summary), outcome),
        order(about, "clauses", lists, guarded=False),
    ):
        if change:
            yield change
