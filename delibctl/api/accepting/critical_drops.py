"""Critical cases that a run answers right half as often as the accepted rows, or less."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from delibctl.api.accepting.accepted_run import accepted_run
from delibctl.api.runs.change_texts import no_changes
from delibctl.api.runs.compare import compare_runs
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.row_changes import CriticalDrop, RowChange
from delibctl.errors import DelibctlError
from delibctl.gates.comparison.result import ComparisonLimits, ComparisonVerdict
from delibctl.gates.deciding import check_stored
from delibctl.score.scored_run import ScoredRun

#: The gate on single cases of critical clauses, alone.
_CRITICAL = ComparisonLimits(tolerance=None, max_regressed_clauses=None, max_critical_regressions=0)


def critical_drops(
    workspace: Workspace, path: Path, scored: ScoredRun, changes: Sequence[RowChange]
) -> tuple[CriticalDrop, ...]:
    """Return the drops of cases that are critical on either side.

    Each is confirmed or not by the fresh repeats of both sides in the run. Those that fresh repeats
    did not bear out are left out.
    """
    fallen = [change for change in changes if change.fell]
    if not fallen:
        return ()
    critical = {trial.case.id for trial in scored.trials if trial.critical}
    critical |= {change.row.case for change in fallen if change.before and change.before.critical}
    confirmed: set[tuple[str, str]] = set()
    cleared: set[tuple[str, str]] = set()
    # Rows that make no run have no fresh repeats either: then every drop is only suspected.
    with suppress(DelibctlError):
        comparison = compare_runs(workspace, accepted_run(workspace), path, shown=no_changes)
        for gate in check_stored(comparison.pairs, _CRITICAL, comparison.fresh):
            cleared |= {(gate.model, case) for case in gate.unstable}
            if gate.verdict is ComparisonVerdict.FAILED:
                confirmed |= {(gate.model, case) for case in gate.cases}
    names = {(model.model.alias, model.mode): model.name for model in scored.models}
    return tuple(
        CriticalDrop(change=change, confirmed=key in confirmed)
        for change in fallen
        if (key := (names[change.key[:2]], change.row.case)) not in cleared
        and change.row.case in critical
    )
