"""Changes of text that models are shown beside the clauses."""

from collections.abc import Sequence

from delibctl.compare.policies.align import reordered
from delibctl.compare.policies.change import About, Change, Texts
from delibctl.compare.policies.folding import form
from delibctl.compare.policies.kinds import FORMATTING_CHANGED, ORDER_CHANGED, Kind
from delibctl.compare.policies.scales import Direction
from delibctl.compare.policies.wording import told


def shown_text(about: About, kind: Kind, what: str, texts: Texts) -> Change | None:
    """A text that came, went or changed: of that kind, or of its form only. None for no change."""
    before, after = texts
    if before == after:
        return None
    if before is None or after is None:
        return about.change(kind, f"{what} {'added' if before is None else 'removed'}", texts)
    formal = form(before, after)
    if formal is None:
        return about.change(kind, f"{what} reworded", texts)
    return about.change(FORMATTING_CHANGED, f"{what}: {told(formal)}", texts, formal)


def order(
    about: About,
    what: str,
    lists: tuple[Sequence[str], Sequence[str]],
    direction: Direction = Direction.UNKNOWN,
) -> Change | None:
    """The items that both lists have, if they stand in another order.

    Not neutral where models are shown the list: what stands first may weigh more.
    """
    if not reordered(*lists):
        return None
    both = set(lists[0]) & set(lists[1])
    before, after = ("\n".join(item for item in items if item in both) for items in lists)
    return about.change(ORDER_CHANGED, f"order of {what} changed", (before, after), direction)
