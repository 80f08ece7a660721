"""Two runs of small cases, made by hand, and their comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from support.example_run import FORGE, POLICY
from support.scored_trials import CASE, said

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.compare import compare_folded
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.compare.runs.expectations import Correspondence
from delibctl.compare.runs.rows import FoldedRun, Folding
from delibctl.model import (
    Broken,
    Case,
    Deliberated,
    Exchange,
    Message,
    ModelSpec,
    NotAskable,
    Outcome,
    Plan,
    Policy,
    Reply,
    Run,
    RunInfo,
    Trial,
    TrialKey,
)
from delibctl.score.trial_scoring import score_trial

Result = Deliberated | Broken | NotAskable
RIGHT = said(FORGE)
NO_CLAUSE = said()
COMPLIED = said(FORGE, style="comply", observed=Outcome.COMPLY)
RAW = Reply(text="raw")
BROKEN = Broken(kind="timeout", message="no answer in 120 s")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A case with the results of its repeats; `question` and `reply` stand for what was sent."""

    case: Case
    results: Sequence[Result]
    question: str = ""
    reply: Reply = RAW


def asked(id: str, *results: Result, **changes: object) -> Asked:
    """A case with these results."""
    texts = {name: changes.pop(name) for name in ("question", "reply") if name in changes}
    case = replace(CASE, id=id, **changes)  # type: ignore[arg-type]
    return Asked(case=case, results=results, **texts)  # type: ignore[arg-type]


def run_of(
    asked: Iterable[Asked], policy: Policy = POLICY, started: str = "1", **plan: object
) -> Run:
    """A finished run of one model."""
    several = list(asked)
    model = plan.pop("model", ModelSpec(alias="mock", name="openai/mock"))
    return Run(
        info=RunInfo(started=started, delibctl="0.1.0", python="3.11.7", finished=True),
        policy=policy,
        cases=tuple(each.case for each in several),
        plan=Plan(models=(model,), repeats=max(len(a.results) for a in several), **plan),  # type: ignore[arg-type]
        trials=tuple(
            Trial(
                key=TrialKey(case=each.case.id, model="mock", repeat=repeat),
                result=result,
                exchanges=_exchanges(each, result),
            )
            for each in several
            for repeat, result in enumerate(each.results, start=1)
        ),
    )


def _exchanges(each: Asked, result: Result) -> tuple[Exchange, ...]:
    if not isinstance(result, Deliberated):
        return ()
    system = Message(role="system", content=each.question)
    return (Exchange(messages=(system, *each.case.messages), reply=each.reply),)


def folded(run: Run, others: dict[str, Case] | None = None) -> FoldedRun:
    """The run with a row for each trial."""
    cases = run.cases_by_id
    trials = (score_trial(cases[t.key.case], t, run.policy, run.judges) for t in run.trials)
    return Folding(run=replace(run, trials=()), others=others or {}).fold(trials)


def compared(before: Run, after: Run, *, other_judges: bool = False) -> ModelComparison:
    """The comparison of the only model."""
    policies = Correspondence.of(before.policy, after.policy)
    relabelled = policies.relabelled(before.cases_by_id, after.cases_by_id)
    (model,) = compare_folded(
        folded(before), folded(after, relabelled), policies, other_judges=other_judges
    ).models
    return model


def change_between(before: Asked, after: Asked, **options: object) -> CaseChange | None:
    """What became of a case; None if it is the same."""
    model = compared(run_of([before], started="1"), run_of([after], started="2"), **options)  # type: ignore[arg-type]
    return next(iter((*model.changes, *model.labels_changed)), None)


def kind_between(before: Asked, after: Asked) -> ChangeKind:
    """The kind of change of a case."""
    change = change_between(before, after)
    return change.kind if change else ChangeKind.SAME
