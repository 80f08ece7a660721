"""Changes of the policy as a whole."""

from collections.abc import Iterator

from delibctl.compare.kinds import (
    METADATA_CHANGED,
    POLICY_ID_CHANGED,
    PRINCIPLE_CHANGED,
    TITLE_CHANGED,
)
from delibctl.compare.lineage.align import align
from delibctl.compare.policies.change import WHOLE, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import order, shown_text
from delibctl.compare.scales import Direction


def whole_changes(sides: Sides) -> Iterator[Change]:
    """Yield changes of id, title, description and principles."""
    before, after = sides.old, sides.new
    if before.id != after.id:
        message = f"policy id changed from {before.id} to {after.id}"
        yield WHOLE.change(POLICY_ID_CHANGED, message, (before.id, after.id), Direction.NEUTRAL)
    titles = (before.title, after.title)
    if change := shown_text(WHOLE, TITLE_CHANGED, "title of the policy", titles):
        yield change
    if before.description != after.description:
        texts = (before.description or None, after.description or None)
        yield WHOLE.change(METADATA_CHANGED, "description changed", texts, Direction.NEUTRAL)
    for texts in align(before.principles, after.principles, (str,), str):
        if change := shown_text(WHOLE, PRINCIPLE_CHANGED, "principle", texts):
            yield change
    if change := order(WHOLE, "principles", (before.principles, after.principles)):
        yield change
