"""What each judge said of a trial, look by look."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from delibctl.model import Compliance, Verdict
from delibctl.score import JudgeOpinion, ScoredTrial
from delibctl.text.escape import one_line, visible


def judge_opinions(trial: ScoredTrial, hidden: bool) -> Iterator[Text | Padding]:
    """Every judge with its outcome and reason; of a model each look, and each clause."""
    for opinion in trial.opinions:
        yield from _opinion(opinion, trial, hidden)
    for rule in () if hidden else trial.rules:
        yield Text(f"style {'kept' if rule.kept else 'NOT kept'}: {one_line(rule.rule, 120)}")


def _opinion(opinion: JudgeOpinion, trial: ScoredTrial, hidden: bool) -> Iterator[Text | Padding]:
    why = "(not shown)" if hidden else visible(opinion.why)
    seen = f" sees {opinion.outcome}" if opinion.verdict else ""
    yield Text(f"judge {one_line(opinion.judge, 60)}{seen}: {why}")
    judge_tasks = [verdict for verdict in trial.verdicts if verdict.judge == opinion.judge]
    for verdict in judge_tasks:
        yield Padding(_look(verdict, len(judge_tasks)), (0, 0, 0, 2))
        if not hidden:
            yield from (Padding(Text(line), (0, 0, 0, 4)) for line in _details(verdict))


def _look(verdict: Verdict, judge_tasks: int) -> Text:
    number = f"look {verdict.run} of {judge_tasks}: " if judge_tasks > 1 else ""
    if not verdict.readable:
        return Text(f"{number}unreadable", style="miss")
    rated = (
        f"correctness {verdict.correctness or '?'} of 5, helpfulness {verdict.helpfulness or '?'} "
        f"of 5, score {verdict.score} of 5 (our own scale)"
    )
    agrees = {True: ", agrees with the label", False: ", disputes the label", None: ""}
    return Text(f"{number}{verdict.outcome}, {rated}{agrees[verdict.agrees]}")


def _details(verdict: Verdict) -> Iterator[str]:
    if verdict.quote:
        yield f'"{one_line(verdict.quote, 200)}"'
    for clause in verdict.clauses:
        if clause.compliance is not Compliance.NOT_APPLICABLE:
            why = f": {one_line(clause.why, 200)}" if clause.why else ""
            yield f"{clause.clause} {clause.compliance}{why}"
    if not verdict.readable:
        yield f"it replied: {one_line(verdict.raw, 200) or '(nothing)'}"
