"""Changes of styles, including the built-in ones unless they are redeclared."""

from collections.abc import Iterator

from delibctl.compare.kinds import (
    GUIDE_CHANGED,
    STYLE_ADDED,
    STYLE_REMOVED,
    STYLE_RENAMED,
)
from delibctl.compare.lineage.styles import moved_as_one, style_uses
from delibctl.compare.policies.change import WHOLE, About, Change, Part
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import order, shown_text
from delibctl.compare.scales import Direction, by_strictness
from delibctl.compare.wording.classify import read
from delibctl.model import Outcome, Style


def declared_style_changes(sides: Sides) -> Iterator[Change]:
    """Yield the changes of each declared style by name, and one if their order changed."""
    for name in sorted({*sides.old.styles, *sides.new.styles}):
        before, after = sides.old.style(name), sides.new.style(name)
        about = sides.about_part(Part.STYLE, name, _users(name, sides))
        former = sides.renames.former_style.get(name)
        if before and after and former:
            yield _renamed(about, former, sides)
        if before and after:
            yield from _changed(about, before, after, sides)
        elif after:
            texts = (None, after.guide)
            yield about.change(STYLE_ADDED, "style added", texts, content=(None, after))
        elif before:
            guides = (before.guide, None)
            yield about.change(STYLE_REMOVED, "style removed", guides, content=(before, None))
    names = (list(sides.old.styles), list(sides.new.styles))
    if change := order(WHOLE, "styles", names, guarded=False):
        yield change


def _users(name: str, sides: Sides) -> tuple[str, ...]:
    """Return ids of the new clauses that have the style or had it before."""
    had = [pair.new.id for pair in sides.lineage.pairs if pair.old.style == name]
    have = {clause.id for clause in sides.new.clauses if clause.style == name}
    return tuple(clause.id for clause in sides.new.clauses if clause.id in have.union(had))


def _renamed(about: About, former: str, sides: Sides) -> Change:
    """Return the change of a name: neutral if nothing else of the style or its use changed."""
    name = about.subject
    before, after = sides.old.style(name), sides.new.style(name)
    alike = before == after and moved_as_one(name, name, style_uses(sides.lineage.pairs))
    direction = Direction.NEUTRAL if alike else Direction.UNKNOWN
    message = f"style renamed from {former} to {name}"
    content = (sides.original.style(former), after)
    return about.change(STYLE_RENAMED, message, (former, name), direction, content)


def _changed(about: About, old: Style, new: Style, sides: Sides) -> Iterator[Change]:
    if old.outcome is not new.outcome:
        users = (
            pair for pair in sides.lineage.pairs if pair.old.style == pair.new.style == old.name
        )
        direction = by_strictness(old.outcome, new.outcome) if any(users) else Direction.UNKNOWN
        message = f"outcome of the style changed from {old.outcome} to {new.outcome}"
        yield about.change(STYLE_REMOVED, message, (old.outcome, new.outcome), direction)
    outcome = new.outcome if old.outcome is new.outcome else None
    lists = (("must", old.must, new.must), ("must not", old.must_not, new.must_not))
    for change in (
        shown_text(about, GUIDE_CHANGED, "guide", (old.guide, new.guide), outcome),
        *(_items(about, noun, before, after, outcome) for noun, before, after in lists),
    ):
        if change:
            yield change


def _items(
    about: About,
    noun: str,
    old: tuple[str, ...],
    new: tuple[str, ...],
    outcome: Outcome | None,
) -> Change | None:
    """Return the change of `must` or `must_not` as one list; None if it is unchanged."""
    if sorted(old) == sorted(new):
        return order(about, f"{noun!r}", (old, new))
    texts = ("\n".join(old) or None, "\n".join(new) or None)
    change = shown_text(about, GUIDE_CHANGED, f"{noun!r}", texts)
    if change is None or change.kind is not GUIDE_CHANGED:
        return change
    before, after = (_sentences(noun, items) for items in (old, new))
    # What a safe answer must hold is care, as in a refusal.
    careful = Outcome.REFUSE if outcome is Outcome.SAFE_COMPLETE else outcome
    reading = read(before, after, careful)
    lost = [item for item in old if item not in new]
    gained = [item for item in new if item not in old]
    parts = [
        *(f"{item!r} was removed" for item in lost),
        *(f"{item!r} was added" for item in gained),
    ]
    message = f"{noun!r} changed: {', '.join(parts)}"
    return about.change(GUIDE_CHANGED, message, texts, reading.direction, likely=True)


def _sentences(noun: str, items: tuple[str, ...]) -> str:
    """Return each item as the end of the sentence "the answer must (not)"."""
    return "\n\n".join(f"The answer {noun} {item}." for item in items)
