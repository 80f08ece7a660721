"""Changes of texts and lists that models see beside the clauses."""

from collections.abc import Sequence

from delibctl.compare.policies.align import reordered
from delibctl.compare.policies.change import About, Change, Texts
from delibctl.compare.policies.kinds import FORMATTING_CHANGED, ORDER_CHANGED, Kind
from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import describe_form
from delibctl.compare.wording.folding import form


def shown_text(about: About, kind: Kind, noun: str, texts: Texts) -> Change | None:
    """Return a change of the given kind, or of form only, for a text; None if it is unchanged."""
    before, after = texts
    if before == after:
        return None
    if before is None or after is None:
        return about.change(kind, f"{noun} {'added' if before is None else 'removed'}", texts)
    formal = form(before, after)
    if formal is None:
        return about.change(kind, f"{noun} reworded", texts)
    return about.change(FORMATTING_CHANGED, f"{noun}: {describe_form(formal)}", texts, formal)


def order(
    about: About,
    noun: str,
    lists: tuple[Sequence[str], Sequence[str]],
    direction: Direction = Direction.UNKNOWN,
) -> Change | None:
    """Return a change if the items that both lists have are in another order, else None.

    Not neutral if models see the list: the first items may have more weight.
    """
    if not reordered(*lists):
        return None
    shared = set(lists[0]) & set(lists[1])
    before, after = ("\n".join(item for item in items if item in shared) for items in lists)
    return about.change(ORDER_CHANGED, f"order of {noun} changed", (before, after), direction)
