"""Judge tasks: every answer is shown to each judge, once for each of its votes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.judge.names import PATTERNS
from delibctl.model import Case, Deliberated, Deliberation, Form, Judge, Run, TrialKey


@dataclass(frozen=True, kw_only=True)
class JudgeTask:
    """A request to one judge for its verdict on one answer; `vote` counts from 1."""

    key: TrialKey
    case: Case
    deliberation: Deliberation
    judge: Judge
    vote: int


def judge_tasks(run: Run, judges: Sequence[Judge], *, refresh: bool = False) -> Iterator[JudgeTask]:
    """Yield a task for each verdict that is missing or unreadable, and for all with `refresh`.

    A judge that is now asked in another way gives every verdict anew. What the provider itself
    blocked is not an answer of the model, so it is not judged.
    """
    unchanged = {
        judge.name
        for judge in judges
        if not refresh and any(judge.asks_like(former) for former in run.judges)
    }
    for trial in run.trials:
        result = trial.result
        if not isinstance(result, Deliberated) or result.deliberation.form is Form.BLOCKED:
            continue
        finished = {
            (verdict.judge, verdict.run)
            for verdict in trial.verdicts
            if verdict.readable and verdict.judge in unchanged
        }
        for judge in judges:
            for vote in range(1, judge.runs + 1):
                if judge.name != PATTERNS and (judge.name, vote) not in finished:
                    yield JudgeTask(
                        key=trial.key,
                        case=run.cases_by_id[trial.key.case],
                        deliberation=result.deliberation,
                        judge=judge,
                        vote=vote,
                    )
