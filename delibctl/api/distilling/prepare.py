"""The trials of a run, sorted by what can be made of them, with the cases as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.distilling.judges import check_models, deciding_judges
from delibctl.api.distilling.options import Choice
from delibctl.api.distilling.splits import check_trainable
from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.distill.case_origins import by_any_id, case_origins
from delibctl.distill.families import families
from delibctl.distill.hold_out import Assignment, assign
from delibctl.distill.keep import Keeping
from delibctl.distill.pipeline import Sorted, sort_trials
from delibctl.distill.policy_hash import policy_hash
from delibctl.distill.shown_text import PolicyText
from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError
from delibctl.model import Judge, Policy, Run
from delibctl.policy import Bundle
from delibctl.policy import build as build_policy
from delibctl.score.scored_run import score_run


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is distilled: a run, and the policy and case files as they are now."""

    run: Path
    policy: Path | None = None
    cases: Sequence[Path] | None = None


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A run with its sorted trials; `bundle` holds the case files, `trials` is their number."""

    run: Run
    bundle: Bundle
    judges: tuple[Judge, ...]
    assigned: Mapping[str, Assignment]
    found: Sorted
    trials: int


def prepare(workspace: Workspace, listener: Listener, source: Source, choice: Choice) -> Prepared:
    """Load and sort the trials of a run.

    Raises DelibctlError if the run has no judge or is of another policy, or no case may be trained
    on.
    """
    run = load_run(source.run)
    start, paths = workspace.policy_and_cases(source.policy, source.cases)
    bundle = open_bundle(start, workspace.files, paths)
    current = build_policy(bundle)
    _check_policy(run, current, listener)
    check_models(run)
    judges = deciding_judges(run, choice.judges)
    built = build_cases(bundle.cases, current, workspace.today().isoformat())
    origins = case_origins(bundle.cases, built)
    known = by_any_id(origins)
    assigned = assign(origins, families(origins), choice.held_out)
    check_trainable(run, known, assigned, held_out=choice.hold_out is not None)
    scored = score_run(replace(run, judges=judges))
    keeping = Keeping(
        policy=run.policy,
        known=known,
        assigned=assigned,
        judges=judges,
        thresholds=choice.thresholds,
        policy_text=PolicyText(run.policy),
    )
    return Prepared(
        run=run,
        bundle=bundle,
        judges=judges,
        assigned=assigned,
        found=sort_trials(scored.trials, keeping),
        trials=len(scored.trials),
    )


def _check_policy(run: Run, current: Policy, listener: Listener) -> None:
    """Raise DelibctlError if the run is of another policy; note it if the policy was edited."""
    if run.policy.id != current.id:
        raise DelibctlError(
            f"the run is of the policy {run.policy.id!r}, and these files are of {current.id!r}",
            next="name the policy of the run",
            usage=f"add --policy PATH with the policy {run.policy.id}",
        )
    if policy_hash(run.policy) != policy_hash(current):
        listener.note(
            "the policy was edited since the run: the records teach its text of then; "
            "probe and judge again to teach that of now"
        )
