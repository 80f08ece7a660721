"""Coverage: the cases and the citations of each clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.api.policies.load import open_with_notes, policy_and_cases
from delibctl.api.runs.find import find_run
from delibctl.api.workspace import Workspace
from delibctl.edge.run_file.listing import load_read_only, run_entry, run_files
from delibctl.model import Policy, Run, RunEntry, Split
from delibctl.score.coverage import Coverage, coverage
from delibctl.score.scored_run import score_run
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class Covered:
    """The coverage of a policy; `only_baseline` is True if no run is of a language model.

    `unread` names each run whose citations are not counted, with the reason.
    """

    coverage: Coverage
    only_baseline: bool
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def cover(
    workspace: Workspace,
    policy: Path | None = None,
    cases: Sequence[Path] | None = None,
    run: str | None = None,
    least: int = 1,
    split: Split | None = None,
) -> Covered:
    """Count the cases of each clause, and its citations in one run or in all of the policy.

    A clause with `least` cases or more, of one split or of all, is covered. Raises DelibctlError if
    the policy has an error, or there is no such run.
    """
    start, paths = workspace.policy_and_cases(policy, cases)
    bundle, notes = open_with_notes(start, workspace.files, paths)
    loaded, read = policy_and_cases(workspace, bundle)
    built = tuple(case for case in read if split in (None, case.split))
    unread: tuple[str, ...] = ()
    if run is None:
        files = run_files(workspace.state)
        # A probe that was stopped at once leaves an empty file.
        entries = [run_entry(at, path) for at, path in files if at or path.stat().st_size]
        runs = [load_read_only(entry.path) for entry in entries if _is_of(entry, loaded)]
        unread = tuple(f"{e.path.name} {e.problem}" for e in entries if e.head is None)
    else:
        runs = [load_read_only(find_run(workspace, run))]
    trials = [list(_trials_of_models(run)) for run in runs]
    # The citations of the baseline do not count.
    cited = [of_run for of_run in trials if of_run]
    return Covered(
        coverage=coverage(loaded, built, cited, least),
        only_baseline=bool(trials) and not cited,
        unread=unread,
        notes=notes,
    )


def _is_of(entry: RunEntry, policy: Policy) -> bool:
    return entry.head is not None and entry.head.policy == policy.id


def _trials_of_models(run: Run) -> Iterator[ScoredTrial]:
    """Yield the trials of language models; the baseline only matches words."""
    models = {model.alias for model in run.plan.models if not model.is_baseline}
    return (trial for trial in score_run(run).trials if trial.trial.key.model in models)
