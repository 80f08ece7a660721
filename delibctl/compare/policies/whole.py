"""Changes of the policy as a whole."""

from collections.abc import Iterator

from delibctl.compare.policies.align import align
from delibctl.compare.policies.change import WHOLE, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import (
    METADATA_CHANGED,
    POLICY_ID_CHANGED,
    PRINCIPLE_CHANGED,
    TITLE_CHANGED,
)
from delibctl.compare.policies.scales import Direction
from delibctl.compare.policies.shown import order, shown_text


def whole_changes(sides: Sides) -> Iterator[Change]:
    """Id, title, description, principles."""
    old, new = sides.old, sides.new
    if old.id != new.id:
        message = f"policy id changed from {old.id} to {new.id}"
        yield WHOLE.change(POLICY_ID_CHANGED, message, (old.id, new.id), Direction.NEUTRAL)
    if change := shown_text(WHOLE, TITLE_CHANGED, "title of the policy", (old.title, new.title)):
        yield change
    if old.description != new.description:
        texts = (old.description or None, new.description or None)
        yield WHOLE.change(METADATA_CHANGED, "description changed", texts, Direction.NEUTRAL)
    for texts in align(old.principles, new.principles, (str,), str):
        if change := shown_text(WHOLE, PRINCIPLE_CHANGED, "principle", texts):
            yield change
    if change := order(WHOLE, "principles", (old.principles, new.principles)):
        yield change
