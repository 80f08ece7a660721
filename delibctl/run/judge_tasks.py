"""Looks of models that judge: each answer is put to each judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.judge import PATTERNS
from delibctl.model import Case, Deliberated, Deliberation, Form, Judge, Run, TrialKey


@dataclass(frozen=True, kw_only=True)
class JudgeTask:
    """One judge is to look at one answer; `run` counts from 1."""

    key: TrialKey
    case: Case
    said: Deliberation
    judge: Judge
    run: int


def judge_tasks(run: Run, judges: Sequence[Judge], *, anew: bool = False) -> Iterator[JudgeTask]:
    """What has not been looked at yet. What the provider itself blocked is no answer of a model.

    A judge that is asked in another way than before looks at everything anew, and so does each
    with `anew`.
    """
    same = {j.name for j in judges if not anew and any(j.asks_like(o) for o in run.judges)}
    for trial in run.trials:
        result = trial.result
        if not isinstance(result, Deliberated) or result.deliberation.form is Form.BLOCKED:
            continue
        there = {(v.judge, v.run) for v in trial.verdicts if v.readable and v.judge in same}
        for judge in judges:
            for number in range(1, judge.runs + 1):
                if judge.name != PATTERNS and (judge.name, number) not in there:
                    yield JudgeTask(
                        key=trial.key,
                        case=run.cases_by_id[trial.key.case],
                        said=result.deliberation,
                        judge=judge,
                        run=number,
                    )
