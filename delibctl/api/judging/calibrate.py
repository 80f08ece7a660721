"""Calibration: judges compared with labelled answers; judges never see the labels."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree
from delibctl.api.judging.clause_labels import check_clauses
from delibctl.api.judging.fitted_file import labels_hash, load_fitted
from delibctl.api.judging.judge_queue import AskingJudges, JudgeQueue, ask_judges
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.cases.labels import Label
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError, Interrupted
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.judge.patterns import observe
from delibctl.model import (
    Case,
    Deliberation,
    Expected,
    Form,
    Judge,
    Kind,
    Message,
    Observation,
    Policy,
    Sight,
    TrialKey,
    Verdict,
)
from delibctl.run.judge_tasks import JudgeTask
from delibctl.run.limits_reached import LimitReached
from delibctl.score.calibration import Calibration, JudgedAnswer, calibration
from delibctl.score.clause_verdicts import strictest
from delibctl.score.judge_opinions import judge_opinion, votes_of
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


def calibrate_patterns(labels: Sequence[Label]) -> Calibration:
    """Return the figures of the judge `patterns`."""
    return _observed(PATTERNS, observe, labels, "by the words of the answer alone")


def calibrate_fitted(workspace: Workspace, labels: Sequence[Label], policy: Policy) -> Calibration:
    """Return the figures of the judge that was fitted for a policy.

    Raises DelibctlError if there is none, or its file cannot be used.
    """
    stored = load_fitted(workspace, policy)
    how = f"learned from {counted(stored.labels, 'label')}, with patterns where it is not sure"
    if stored.labels_hash == labels_hash(labels):
        how += "; these are the labels that it learned from, so the figures are too good"
    return _observed(FITTED, stored.judge.observe, labels, how)


def _observed(
    name: str,
    observe: Callable[[Sequence[Message], str], Observation],
    labels: Sequence[Label],
    how: str,
) -> Calibration:
    observations = [observe(label.messages, label.answer) for label in labels]
    judged = [
        JudgedAnswer(labelled=label, seen=observation.outcome, why=observation.why)
        for label, observation in zip(labels, observations, strict=True)
    ]
    return calibration(name, judged, how)


def calibrate_models(
    workspace: Workspace,
    listener: Listener,
    judges: Sequence[Judge],
    labels: Sequence[Label],
    policy: Policy,
    options: AskOptions,
) -> tuple[list[Calibration], LimitReached | None]:
    """Return the figures of each model that judges, and the limit that was reached.

    Replies are cached. Raises DelibctlError if a label names an unknown category or clause, or a
    judge cannot work, and Interrupted.
    """
    check_categories(labels, policy)
    check_clauses(labels, policy)
    # A judge that sees the label is not tested by it.
    blind = [replace(judge, blind=True) for judge in judges]
    queue = JudgeQueue(policy=policy, pending=list(_tasks(blind, labels)))
    prices = agree(workspace, listener, queue, options)
    by_label: dict[str, list[Verdict]] = {}

    def keep(task: JudgeTask, verdict: Verdict) -> None:
        by_label.setdefault(task.key.case, []).append(verdict)

    with closing(AnswerStore(workspace.state.answers)) as answers:
        asking = AskingJudges(
            workspace=workspace,
            listener=listener,
            options=options,
            answers=answers,
            prices=prices,
        )
        try:
            limit = ask_judges(queue, asking, keep)
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted: the replies so far are cached",
                next="calibrate again with the same options to continue",
                usage="run the same command again to continue",
            ) from None
    verdicts = [verdict for votes in by_label.values() for verdict in votes]
    calibrations = [
        calibration(judge.name, list(_judged(judge, labels, by_label)), _how(judge, verdicts))
        for judge in blind
    ]
    return calibrations, limit


def check_categories(labels: Sequence[Label], policy: Policy) -> None:
    """Raise DelibctlError if a label names an unknown category."""
    categories = {category.id for category in policy.categories}
    for label in labels:
        for category in label.categories:
            if category not in categories:
                raise DelibctlError(
                    f"unknown category {category!r}",
                    where=f"line {label.line}",
                    next=nearest(category, categories, "category"),
                )


def _how(judge: Judge, verdicts: Sequence[Verdict]) -> str:
    sight = "the answer alone" if judge.sight is Sight.REWARD else "the reasoning and the answer"
    votes = counted(judge.runs, "vote")
    if judge.runs > 1:
        votes += ", of which the lowest counts"
        cast = [verdict for verdict in verdicts if verdict.judge == judge.name]
        unreadable = sum(not verdict.readable for verdict in cast)
        if unreadable:
            votes += f"; {unreadable} of {len(cast)} votes unreadable"
    return f"sees {sight}, {votes} (we chose both defaults)"


def _tasks(judges: Sequence[Judge], labels: Sequence[Label]) -> Iterator[JudgeTask]:
    for number, label in enumerate(labels):
        case = Case(
            id=str(number),
            messages=label.messages,
            categories=label.categories,
            kind=Kind.DIRECT,
            expected=Expected(style=str(label.outcome)),
        )
        answer = Deliberation(form=Form.FREE, answer=label.answer, reasoning=label.reasoning)
        for judge in judges:
            for run in range(1, judge.runs + 1):
                key = TrialKey(case=case.id, model=judge.name)
                yield JudgeTask(key=key, case=case, deliberation=answer, judge=judge, vote=run)


def _judged(
    judge: Judge, labels: Sequence[Label], by_label: dict[str, list[Verdict]]
) -> Iterator[JudgedAnswer]:
    for number, label in enumerate(labels):
        votes = by_label.get(str(number), [])
        vote = judge_opinion(judge, votes)
        yield JudgedAnswer(
            labelled=label,
            seen=vote.outcome,
            why=vote.why,
            asked=vote.asked,
            clauses=strictest(votes_of(judge, votes)),
        )
