"""The judge `fitted` among the judges of a run: it asks no model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from delibctl import __version__
from delibctl.api.judging.fitted_file import FIT_AGAIN, load_fitted
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.judge.fitted.judge import FittedJudge
from delibctl.judge.names import FITTED
from delibctl.model import Judge, Policy, Verdict
from delibctl.run.judge_tasks import JudgeTask


@dataclass(frozen=True, kw_only=True)
class FittedVotes:
    """Votes of a fitted judge."""

    judge: FittedJudge

    def verdict(self, task: JudgeTask) -> Verdict:
        """Return the vote on the answer of a task; its outcome is None if it was not measured."""
        seen = self.judge.observe(task.case.messages, task.deliberation.answer)
        return Verdict(judge=FITTED, run=task.vote, outcome=seen.outcome, why=seen.why, kept=True)


def fitted_among(
    workspace: Workspace, listener: Listener, judges: Sequence[Judge], policy: Policy
) -> FittedVotes | None:
    """Return the votes of the judge `fitted`; None if it is not among the judges.

    Raises DelibctlError if the policy has no fitted judge, or its file cannot be used.
    """
    if all(judge.name != FITTED for judge in judges):
        return None
    stored = load_fitted(workspace, policy)
    if stored.later:
        listener.note(f"the policy has changed since its judge was fitted; {FIT_AGAIN}")
    if stored.delibctl != __version__:
        listener.note(
            f"the judge was fitted with delibctl {stored.delibctl}, whose patterns may see other "
            f"outcomes; {FIT_AGAIN}"
        )
    return FittedVotes(judge=stored.judge)


def with_fit(judges: Sequence[Judge], fitted: FittedVotes | None) -> tuple[Judge, ...]:
    """Return the judges; `fitted` with the checksum of its file, which a run records."""
    if fitted is None:
        return tuple(judges)
    checksum = fitted.judge.checksum
    return tuple(replace(each, fit=checksum) if each.name == FITTED else each for each in judges)
