"""Models that judge are asked about labelled answers, of which they are not told the label."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from delibctl.api.asking.preflight import agreed
from delibctl.api.judging.judge_queue import Bench, JudgeQueue, sit
from delibctl.cases.labels import Label
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError, Interrupted
from delibctl.model import (
    Case,
    Deliberation,
    Expected,
    Form,
    Judge,
    Kind,
    Policy,
    Sight,
    TrialKey,
    Verdict,
)
from delibctl.run import JudgeTask, LimitReached
from delibctl.score import judge_opinion
from delibctl.score.calibration import Calibration, JudgedAnswer, calibration
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


def calibrated(
    judges: list[Judge], given: list[Label], policy: Policy, bench: Bench
) -> tuple[list[Calibration], LimitReached | None]:
    """Return the figures of each judge, and the limit that stopped them, if any.

    Answers are stored: the same command asks nothing again.
    """
    _check(given, policy)
    # A label that a judge is told is no test of the judge.
    blind = [replace(judge, blind=True) for judge in judges]
    docket = JudgeQueue(policy=policy, pending=list(_looks(blind, given)))
    prices = agreed(docket, bench.spending, bench.confirm_above)
    verdicts: dict[str, list[Verdict]] = {}
    with closing(AnswerStore(bench.state.answers)) as answers:
        try:
            halted = sit(
                docket,
                bench,
                answers,
                prices,
                lambda look, verdict: verdicts.setdefault(look.key.case, []).append(verdict),
            )
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted: what was answered is kept",
                next="the same command goes on where it stopped",
            ) from None
    every = [verdict for found in verdicts.values() for verdict in found]
    calibrations = [
        calibration(judge.name, list(_judged(judge, given, verdicts)), _how(judge, every))
        for judge in blind
    ]
    return calibrations, halted


def _check(given: list[Label], policy: Policy) -> None:
    """A judge that is shown no clause has nothing to go by."""
    known = {category.id for category in policy.categories}
    for label in given:
        for category in label.categories:
            if category not in known:
                raise DelibctlError(
                    f"no category {category!r}",
                    where=f"line {label.line}",
                    next=nearest(category, known, "category"),
                )


def _how(judge: Judge, every: list[Verdict]) -> str:
    seen = "the answer alone" if judge.sight is Sight.REWARD else "the reasoning and the answer"
    lowest = ", of which the lowest counts" if judge.runs > 1 else ""
    own = [verdict for verdict in every if verdict.judge == judge.name]
    lost = sum(not verdict.readable for verdict in own)
    if lost and judge.runs > 1:
        lowest += f"; {lost} of {len(own)} looks unreadable"
    return f"sees {seen}, {counted(judge.runs, 'look')}{lowest} (both defaults are ours)"


def _looks(judges: list[Judge], given: list[Label]) -> Iterator[JudgeTask]:
    for number, label in enumerate(given):
        case = Case(
            id=str(number),
            messages=label.messages,
            categories=label.categories,
            kind=Kind.DIRECT,
            expected=Expected(style=str(label.outcome)),
        )
        said = Deliberation(form=Form.FREE, answer=label.answer, reasoning=label.reasoning)
        for judge in judges:
            for run in range(1, judge.runs + 1):
                key = TrialKey(case=case.id, model=judge.name)
                yield JudgeTask(key=key, case=case, deliberation=said, judge=judge, vote=run)


def _judged(
    judge: Judge, given: list[Label], verdicts: dict[str, list[Verdict]]
) -> Iterator[JudgedAnswer]:
    for number, label in enumerate(given):
        found = judge_opinion(judge, verdicts.get(str(number), []))
        yield JudgedAnswer(labelled=label, seen=found.outcome, why=found.why, asked=found.asked)
