"""The modes of a probe, and why they are other than usual or to be doubted."""

from collections.abc import Sequence

from delibctl.cases.told import categories_tell
from delibctl.model import Case, Mode, Policy, Status
from delibctl.text.count import counted


def modes_of(
    chosen: Sequence[Mode], cases: Sequence[Case], policy: Policy
) -> tuple[tuple[Mode, ...], str]:
    """Return the modes of a probe, with the reason or the warning; empty if all is as usual.

    All cases of the policy count, so that a filter does not change the mode.
    """
    modes = tuple(dict.fromkeys(chosen))
    if modes and Mode.CATEGORY not in modes:
        return modes, ""
    asked = [case for case in cases if case.status is not Status.RETIRED]
    told = categories_tell(asked, policy)
    if told is None:
        return modes or (Mode.CATEGORY,), ""
    why = (
        f"the category of a case tells its answer: {counted(len(told), 'category', 'categories')}, "
        "and all clauses of each lead to the outcome of its cases"
    )
    if modes:
        return modes, f"mode category was chosen, although {why}; mode full tells nothing"
    return (Mode.FULL,), f"mode full and not category, since {why}"
