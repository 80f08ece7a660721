"""Changes of the identity of a clause: renamed, split, merged, moved."""

from collections.abc import Iterator

from delibctl.compare.kinds import CATEGORY_CHANGED, LOOKS_RENAMED, MERGED, RENAMED, SPLIT
from delibctl.compare.lineage.pairs import Origin, Pair
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction


def identity_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield the changes of a clause that was renamed, split off, merged or moved."""
    about, ids = sides.about(pair.new), (pair.old.id, pair.new.id)
    if pair.origin is Origin.RENAMED:
        yield about.change(RENAMED, f"renamed from {ids[0]}", ids, Direction.NEUTRAL)
    elif pair.origin is Origin.LOOKS_RENAMED:
        message = f"looks renamed from {ids[0]}: add `renamed_from`"
        yield about.change(LOOKS_RENAMED, message, ids, Direction.NEUTRAL)
    elif pair.origin is Origin.SPLIT:
        texts, content = (pair.old.text, pair.new.text), (pair.old, pair.new)
        yield about.change(SPLIT, f"split off from {ids[0]}", texts, content=content)
        return
    for merged in pair.merged:
        texts, content = (merged.text, pair.new.text), (merged, pair.new)
        yield about.change(MERGED, f"merged with {merged.id}", texts, content=content)
    categories = (sides.old.category_of[ids[0]], sides.new.category_of[ids[1]])
    if sides.categories.get(categories[0]) != categories[1]:
        # Not neutral: the prompts of one category gain the clause, those of the other lose it.
        message = f"moved from category {categories[0]} to {categories[1]}"
        yield about.change(CATEGORY_CHANGED, message, categories)
