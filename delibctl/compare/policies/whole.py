"""Changes of the policy as a whole."""

from collections.abc import Iterator

from delibctl.compare.kinds import (
    METADATA_CHANGED,
    POLICY_ID_CHANGED,
    PRINCIPLE_CHANGED,
    TITLE_CHANGED,
)
from delibctl.compare.lineage.align import align
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import order, shown_text
from delibctl.compare.scales import Direction


def whole_changes(sides: Sides) -> Iterator[Change]:
    """Yield changes of id, title, description and principles."""
    before, after = sides.old, sides.new
    if before.id != after.id:
        message = f"policy id changed from {before.id} to {after.id}"
        about = sides.about_whole("id")
        yield about.change(POLICY_ID_CHANGED, message, (before.id, after.id), Direction.NEUTRAL)
    about, titles = sides.about_whole("title"), (before.title, after.title)
    if change := shown_text(about, TITLE_CHANGED, "title of the policy", titles):
        yield change
    if before.description != after.description:
        texts = (before.description or None, after.description or None)
        about = sides.about_whole("description")
        yield about.change(METADATA_CHANGED, "description changed", texts, Direction.NEUTRAL)
    for texts in align(before.principles, after.principles, (str,), str):
        about = sides.about_principle(texts[1] or texts[0] or "")
        if change := shown_text(about, PRINCIPLE_CHANGED, "principle", texts):
            yield change
    about = sides.about_principle("".join(after.principles[:1]))
    if change := order(about, "principles", (before.principles, after.principles)):
        yield change
