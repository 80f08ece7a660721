"""The opinion of each judge about a trial, vote by vote."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from delibctl.judge.names import FITTED
from delibctl.model import Compliance, Verdict
from delibctl.score.judge_opinions import JudgeOpinion
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import one_line, visible


def judge_opinions(trial: ScoredTrial, hidden: bool) -> Iterator[Text | Padding]:
    """Yield each judge with its outcome and reason; for a model also each vote and clause."""
    for opinion in trial.opinions:
        yield from _opinion(opinion, trial, hidden)
    for rule in () if hidden else trial.rules:
        yield Text(
            f"style guide {'followed' if rule.kept else 'NOT followed'}: {one_line(rule.rule, 120)}"
        )


def _opinion(opinion: JudgeOpinion, trial: ScoredTrial, hidden: bool) -> Iterator[Text | Padding]:
    why = "(not shown)" if hidden else visible(opinion.why)
    outcome = f" sees {opinion.outcome}" if opinion.verdict else ""
    yield Text(f"judge {one_line(opinion.judge, 60)}{outcome}: {why}")
    votes = [verdict for verdict in trial.verdicts if verdict.judge == opinion.judge]
    for verdict in votes:
        yield Padding(_vote(verdict, len(votes)), (0, 0, 0, 2))
        if not hidden:
            yield from (Padding(Text(line), (0, 0, 0, 4)) for line in _details(verdict))


def _vote(verdict: Verdict, total: int) -> Text:
    number = f"vote {verdict.run} of {total}: " if total > 1 else ""
    if not verdict.readable:
        return Text(f"{number}unreadable", style="miss")
    if verdict.score is None:  # a judge that rates nothing
        return Text(f"{number}{verdict.outcome}")
    ratings = (
        f"correctness {verdict.correctness or '?'} of 5, helpfulness {verdict.helpfulness or '?'} "
        f"of 5, score {verdict.score} of 5 (our scale)"
    )
    agrees = {True: ", agrees with the label", False: ", disputes the label", None: ""}
    return Text(f"{number}{verdict.outcome}, {ratings}{agrees[verdict.agrees]}")


def _details(verdict: Verdict) -> Iterator[str]:
    if verdict.quote:
        yield f'"{one_line(verdict.quote, 200)}"'
    for clause in verdict.clauses:
        if clause.compliance is not Compliance.NOT_APPLICABLE:
            why = f": {one_line(clause.why, 200)}" if clause.why else ""
            yield f"{clause.clause} {clause.compliance}{why}"
    yield from (f"note: {one_line(note, 240)}" for note in verdict.notes)
    if not verdict.readable and verdict.judge != FITTED:
        yield f"reply: {one_line(verdict.raw, 200) or '(nothing)'}"
