"""The correspondence of old categories and new ones."""

from collections import Counter
from collections.abc import Mapping

from delibctl.compare.lineage.titles import by_title
from delibctl.model import Policy


def category_lineage(old: Policy, new: Policy, current: Mapping[str, str]) -> dict[str, str]:
    """Return old category id to new category id; removed categories are missing.

    `current`: old clause id to new clause id. A category counts as renamed if more than half of its
    surviving clauses are in the new one, or if none survives but its title or summary does.
    """
    new_ids = {category.id for category in new.categories}
    heirs = {category.id: category.id for category in old.categories if category.id in new_ids}
    lost = [category for category in old.categories if category.id not in new_ids]
    if not lost:
        return heirs
    namesakes = _namesakes(old, new)
    summaries = {category.summary: category.id for category in reversed(new.categories)}
    for category in lost:
        homes = [new.category_of[current[c.id]] for c in category.clauses if c.id in current]
        heir = _most_common(homes)
        if not homes:
            heir = namesakes.get(category.id) or summaries.get(category.summary)
        if heir and heir not in heirs and heir not in heirs.values():
            heirs[category.id] = heir
    return heirs


def _most_common(homes: list[str]) -> str | None:
    best = Counter(homes).most_common(1)
    return best[0][0] if best and 2 * best[0][1] > len(homes) else None


def _namesakes(old: Policy, new: Policy) -> dict[str, str]:
    """Return old category id to the id of the new category of the same title."""
    before, after = (by_title(policy.categories) for policy in (old, new))
    return {before[title].id: after[title].id for title in before.keys() & after.keys()}
