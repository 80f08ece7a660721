"""Changes of texts and lists that models see beside the clauses."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from delibctl.compare.kinds import FORMATTING_CHANGED, ORDER_CHANGED, TITLE_CHANGED, Kind
from delibctl.compare.lineage.align import reordered
from delibctl.compare.policies.change import About, Change, Texts
from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import describe_form, read
from delibctl.compare.wording.folding import form
from delibctl.model import Clause, Outcome, Policy


def shown_text(
    about: About, kind: Kind, noun: str, texts: Texts, outcome: Outcome | None = None
) -> Change | None:
    """Return a change of the given kind, or of form only, for a text; None if it is unchanged.

    `outcome` is that of all clauses that the text belongs to; None if they differ. A title names
    a rule and states none, so its direction is unclear.
    """
    before, after = texts
    if before == after:
        return None
    if before is None or after is None:
        verb = "added" if before is None else "removed"
        direction = read(before or "", after or "", outcome).direction
        return about.change(kind, f"{noun} {verb}", texts, direction, likely=True)
    formal = form(before, after)
    if formal is not None:
        return about.change(FORMATTING_CHANGED, f"{noun}: {describe_form(formal)}", texts, formal)
    reading = read(before, after, outcome)
    message = f"{noun} reworded{reading.reasons and f': {reading.reasons}'}"
    direction = Direction.UNKNOWN if kind is TITLE_CHANGED else reading.direction
    return about.change(kind, message, texts, direction, likely=True)


def common_outcome(clauses: Iterable[Clause], policy: Policy) -> Outcome | None:
    """Return the outcome of all clauses; None if they differ or there are none."""
    outcomes = {policy.outcome(clause.style) for clause in clauses}
    return outcomes.pop() if len(outcomes) == 1 else None


def order(
    about: About,
    noun: str,
    lists: tuple[Sequence[str], Sequence[str]],
    direction: Direction = Direction.UNKNOWN,
    *,
    guarded: bool = True,
) -> Change | None:
    """Return a change if the items that both lists have are in another order, else None.

    Not neutral if models see the list: the first items may have more weight. `guarded`: as in
    `Change`.
    """
    if not reordered(*lists):
        return None
    shared = set(lists[0]) & set(lists[1])
    before, after = ("\n".join(item for item in items if item in shared) for items in lists)
    message = f"order of {noun} changed"
    change = about.change(ORDER_CHANGED, message, (before, after), direction)
    return replace(change, guarded=guarded)
