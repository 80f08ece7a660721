"""The common filters, with the cases that --wrong and --changed stand for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from delibctl.api.policies.load import open_policies
from delibctl.cases import Selection
from delibctl.cases import build as build_cases
from delibctl.cli.options.shared import Filters
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Case, Policy, Run
from delibctl.policy import build
from delibctl.score import score_run


def narrowed(
    filters: Filters,
    policy: Policy,
    cases: tuple[Case, ...],
    start: Path,
    run: Callable[[], Run],
) -> Selection:
    """Which cases a command is about. `start`: where the policy is; `run`: what --wrong is of."""
    selection = filters.selection(policy, cases)
    only: frozenset[str] | None = None
    if filters.wrong:
        only = missed(run())
    if filters.changed is not None:
        touched = changed(policy, cases, start, filters.changed)
        only = touched if only is None else only & touched
    return replace(selection, only=only)


def missed(run: Run) -> frozenset[str]:
    """The cases that missed in a run, or that ended without a score."""
    rows = score_run(run).trials
    return frozenset(row.case.id for row in rows if row.missed or not row.scored)


def newest(state: StateFolder, policy: Policy) -> Run:
    """The run of a policy that was written last."""
    for run in state.runs_of_policy(policy.id):
        return run
    raise DelibctlError(
        f"--wrong: there is no run of {policy.id} yet", next="leave --wrong out, and probe once"
    )


def changed(policy: Policy, cases: tuple[Case, ...], start: Path, revision: str) -> frozenset[str]:
    """The cases that changed since a revision, or that a change of the policy touches."""
    # Only a few probes compare policies, and it takes a while to import.
    from delibctl.compare.policies import policy_diff

    old_policy, old_cases = _as_it_was(policy, start, revision)
    if old_policy is None:
        return frozenset(case.id for case in cases)
    touched = {
        id for change in policy_diff(old_policy, policy, cases).changes for id in change.cases
    }
    before = {case.id: case for case in old_cases}
    own = {case.id for case in cases if before.get(case.id) != case}
    return frozenset(touched | own)


def _as_it_was(
    policy: Policy, start: Path, revision: str
) -> tuple[Policy | None, tuple[Case, ...]]:
    """The policy in a revision, with its cases; None where it was not there."""
    files = RevisionFiles(Path.cwd(), revision)
    if files.kind(start) is None:
        return None, ()
    today = datetime.now(UTC).date().isoformat()
    for bundle in open_policies(start, files):
        old = build(bundle)
        if old.id == policy.id:
            return old, build_cases(bundle.cases, old, today)
    return None, ()
