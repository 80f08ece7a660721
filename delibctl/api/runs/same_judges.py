"""The same judges for both of two runs: those that ask no model judge again where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from delibctl import __version__
from delibctl.api.judging.fitted_file import load_fitted
from delibctl.api.workspace import Workspace
from delibctl.errors import DelibctlError
from delibctl.judge.fitted.judge import FittedJudge
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.judge.patterns import observe
from delibctl.model import Case, Deliberated, Form, Judge, Run, Trial, Verdict


@dataclass(frozen=True, kw_only=True)
class SameJudges:
    """What makes the outcomes of two runs comparable.

    `again`: the judges that ask no model judge all answers again. `others`: the judges differ, so
    that outcomes cannot be compared. `notes` are sentences that say so.
    """

    again: bool = False
    fitted: FittedJudge | None = None
    others: bool = False
    notes: tuple[str, ...] = ()

    def judged(self, trial: Trial, case: Case) -> Trial:
        """Return a trial as the present versions of these judges see it."""
        result = trial.result
        blocked = isinstance(result, Deliberated) and result.deliberation.form is Form.BLOCKED
        if not self.again or not isinstance(result, Deliberated) or blocked:
            return trial
        answer = result.deliberation.answer
        seen = replace(result, observation=observe(case.messages, answer))
        if self.fitted is None:
            return replace(trial, result=seen)
        vote = self.fitted.observe(case.messages, answer)
        others = tuple(verdict for verdict in trial.verdicts if verdict.judge != FITTED)
        verdict = Verdict(judge=FITTED, outcome=vote.outcome, why=vote.why, kept=True)
        return replace(trial, result=seen, verdicts=(*others, verdict))


def same_judges(workspace: Workspace, before: Run, after: Run) -> SameJudges:
    """Return how the answers of two runs are judged alike."""
    one, other = _judges(before), _judges(after)
    if not _alike(one, other):
        return SameJudges(
            others=True,
            notes=(
                f"the judges differ ({_names(one)} before, {_names(other)} after), so outcomes "
                "cannot be compared; let the same judges vote on both runs",
            ),
        )
    offline = {judge.name for judge in one if judge.model is None}
    fits = {judge.fit for judge in (*one, *other)}
    versions = {before.info.delibctl, after.info.delibctl}
    if not offline or (len(versions) == 1 and len(fits - {""}) < 2):
        return SameJudges()
    if before.info.accepted or after.info.accepted:
        return SameJudges(
            others=True,
            notes=(
                f"the accepted rows were judged by delibctl {before.info.delibctl} and hold no "
                "answers to judge again, so outcomes cannot be compared; accept a run of this "
                "version",
            ),
        )
    fitted = None
    if FITTED in offline:
        try:
            fitted = load_fitted(workspace, after.policy).judge
        except DelibctlError as error:
            return SameJudges(
                others=True,
                notes=(
                    f"{FITTED} cannot judge both runs again, so outcomes cannot be compared: "
                    f"{error.what}",
                ),
            )
    return SameJudges(again=True, fitted=fitted, notes=(_note(offline, versions),))


def _note(offline: set[str], versions: set[str]) -> str:
    names = " and ".join(f"`{name}`" for name in sorted(offline))
    differ = (
        f"the runs were judged by delibctl {' and '.join(sorted(versions))}"
        if len(versions) > 1
        else f"the runs were judged by two fits of `{FITTED}`"
    )
    return f"{differ}: {names} of delibctl {__version__} judged the answers of both again"


def _judges(run: Run) -> tuple[Judge, ...]:
    return run.judges or (Judge(name=PATTERNS),)


def _alike(one: Sequence[Judge], other: Sequence[Judge]) -> bool:
    """Return True if both are the same judges, whatever their order and the fit of `fitted`."""
    by_name = {judge.name: replace(judge, fit="") for judge in other}
    return len(one) == len(other) and all(
        judge.name in by_name
        and judge.runs == by_name[judge.name].runs
        and replace(judge, fit="").asks_like(by_name[judge.name])
        for judge in one
    )


def _names(judges: Sequence[Judge]) -> str:
    return ", ".join(judge.name for judge in judges)
