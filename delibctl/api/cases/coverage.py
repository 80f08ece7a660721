"""Coverage: the cases and the citations of each clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.api.policies.load import find_run, open_one
from delibctl.api.workspace import Workspace
from delibctl.edge.run_file.listing import load_read_only, run_entry, run_files
from delibctl.model import Policy, Run
from delibctl.score import Coverage, ScoredTrial, coverage, score_run


@dataclass(frozen=True, kw_only=True)
class Covered:
    """The coverage of a policy; `only_baseline` is True if no run is of a language model."""

    coverage: Coverage
    only_baseline: bool


def cover(
    workspace: Workspace,
    policy: Path | None = None,
    cases: Sequence[Path] | None = None,
    run: str | None = None,
    least: int = 1,
) -> Covered:
    """Count the cases of each clause, and its citations in one run or in all of the policy.

    A clause with `least` cases or more is covered. Raises DelibctlError if the policy has an
    error, or there is no such run.
    """
    start, paths = workspace.policy_and_cases(policy, cases)
    loaded, built = open_one(workspace, start, paths)
    if run is None:
        runs = list(_runs(workspace, loaded))
    else:
        runs = [load_read_only(find_run(workspace, run))]
    trials = [list(_trials_of_models(run)) for run in runs]
    # The citations of the baseline do not count.
    cited = [of_run for of_run in trials if of_run]
    return Covered(
        coverage=coverage(loaded, built, cited, least), only_baseline=bool(trials) and not cited
    )


def _runs(workspace: Workspace, policy: Policy) -> Iterator[Run]:
    """Yield the readable runs of a policy in the state folder."""
    for at, path in run_files(workspace.state):
        entry = run_entry(at, path)
        if entry.head is not None and entry.head.policy == policy.id:
            yield load_read_only(path)


def _trials_of_models(run: Run) -> Iterator[ScoredTrial]:
    """Yield the trials of language models; the baseline only matches words."""
    models = {model.alias for model in run.plan.models if not model.is_baseline}
    return (trial for trial in score_run(run).trials if trial.trial.key.model in models)
