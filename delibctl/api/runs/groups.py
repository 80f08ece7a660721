"""One run in groups, if there are several to compare."""

from delibctl.errors import DelibctlError
from delibctl.score.groups.grouping import GroupBy, GroupedRun, group_run
from delibctl.score.scored_run import ScoredRun
from delibctl.text.escape import one_line


def grouped_run(scored: ScoredRun, by: GroupBy) -> GroupedRun:
    """Return a scored run in groups.

    Raises DelibctlError if all its trials are in one: then nothing is compared.
    """
    grouped = group_run(scored, by)
    names = _answered(grouped)
    if len(names) < 2:
        others = [other for other in GroupBy if len(_answered(group_run(scored, other))) > 1]
        listed = " or ".join((", ".join(others[:-1]), others[-1]) if others[1:] else others)
        raise DelibctlError(
            f"the selected trials are of one {_NAMES[by]} only, {', '.join(names)}: there is "
            "nothing to compare",
            next=f"group by {listed}, or leave the grouping out"
            if others
            else "leave the grouping out",
        )
    return grouped


#: What a group is called in a message.
_NAMES = {GroupBy.LANG: "language"} | {by: str(by) for by in GroupBy if by is not GroupBy.LANG}


def _answered(grouped: GroupedRun) -> list[str]:
    return [one_line(group.name) for group in grouped.groups if group.trials]
