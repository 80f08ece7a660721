"""The rows of a run, as they are when it is accepted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from delibctl.compare.accepted.answered import answered_hash
from delibctl.compare.accepted.row import (
    AcceptedAnswer,
    AcceptedExpectation,
    AcceptedRow,
    policy_hash,
    prompt_hash,
)
from delibctl.compare.accepted.shown_policy import ShownPolicy
from delibctl.compare.policies.contents import clause_hashes
from delibctl.model import (
    ANSWER_FIELDS,
    Broken,
    Case,
    Mode,
    ModelSpec,
    Outcome,
    Policy,
    ReplyForm,
    Run,
)
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Who accepts, when (YYYY-MM-DD), and why."""

    by: str
    date: str
    reason: str

    def of(self, row: AcceptedRow) -> AcceptedRow:
        """Return a row as it is accepted."""
        return replace(row, by=self.by, date=self.date, reason=self.reason)


def rows_of(scored: ScoredRun, acceptance: Acceptance) -> dict[Mode, list[AcceptedRow]]:
    """Return a row for each case that counts, of each model, by mode, in the order of cases."""
    clauses = clause_hashes(scored.run.policy)
    rows: dict[Mode, list[AcceptedRow]] = {}
    for model in scored.models:
        rows.setdefault(model.mode, []).extend(_rows(model, scored.run, clauses, acceptance))
    return rows


def _rows(
    model: ScoredModel, run: Run, clauses: Mapping[str, str], acceptance: Acceptance
) -> Iterator[AcceptedRow]:
    digest, shown = policy_hash(run.policy), ShownPolicy(run.policy)
    judges = tuple(
        replace(judge, model=judge.model and _as_asked(judge.model)) for judge in run.judges
    )
    for case, group in groupby(model.trials, key=lambda trial: trial.case):
        trials = [trial for trial in group if _counts(trial)]
        answered = [trial for trial in trials if trial.scored]
        if not answered:
            continue
        expected, answers = _expectation(case, run.policy, clauses), _answers(trials)
        yield AcceptedRow(
            case=case.id,
            right=f"{sum(not trial.missed for trial in answered)}/{len(answered)}",
            expected=expected,
            answers=answers,
            categories=case.categories,
            kind=case.kind,
            lang=case.lang,
            prompt=prompt_hash(case.messages),
            policy=digest,
            shown=shown.hash(model.mode, case.categories, expected, answers),
            critical=any(trial.critical for trial in answered),
            answered=answered_hash([trial.trial for trial in trials]),
            model=_as_asked(model.model),
            served=_served(trials),
            form=_form(answered),
            template=run.plan.template,
            judges=judges,
            delibctl=run.info.delibctl,
            by=acceptance.by,
            date=acceptance.date,
            reason=acceptance.reason,
        )


def _as_asked(model: ModelSpec) -> ModelSpec:
    """Return the model without all on which no answer depends: how it is reached and paid."""
    asked = {name: getattr(model, name) for name in ANSWER_FIELDS}
    return ModelSpec(alias=model.alias, **asked)


def _counts(trial: ScoredTrial) -> bool:
    return trial.set_aside is None and (trial.scored or isinstance(trial.result, Broken))


def _expectation(case: Case, policy: Policy, clauses: Mapping[str, str]) -> AcceptedExpectation:
    expected = case.expected
    return AcceptedExpectation(
        style=expected.style,
        outcome=policy.outcome(expected.style) or Outcome.COMPLY,
        outcomes=expected.outcomes,
        clauses={id: clauses.get(id, "") for id in expected.clauses},
        either={id: clauses.get(id, "") for id in expected.either},
        also=expected.also,
    )


def _answers(trials: Iterable[ScoredTrial]) -> tuple[AcceptedAnswer, ...]:
    """Return each sort of answer once, in the order of the first repeat that gave it."""
    counts: list[tuple[AcceptedAnswer, int]] = []
    for answer in map(_answer, trials):
        index = next((i for i, (other, _) in enumerate(counts) if other == answer), None)
        if index is None:
            counts.append((answer, 1))
        else:
            counts[index] = (answer, counts[index][1] + 1)
    return tuple(replace(answer, times=times) for answer, times in counts)


def _answer(trial: ScoredTrial) -> AcceptedAnswer:
    deliberation = trial.deliberation
    if isinstance(trial.result, Broken) or deliberation is None:
        return AcceptedAnswer(broken=trial.result.kind if isinstance(trial.result, Broken) else "")
    seen = {opinion.judge: opinion.outcome for opinion in trial.opinions}
    return AcceptedAnswer(
        outcome=trial.observed,
        style=trial.named_style,
        clauses=tuple(sorted({c.clause or c.citation.clause for c in trial.cited})),
        form=deliberation.form,
        outcomes=seen if trial.contested or (trial.unreadable and len(seen) > 1) else {},
        misquoted=tuple(sorted(trial.misquoted)),
        given=tuple(sorted(deliberation.given)),
        broken_rules=tuple(rule.rule for rule in trial.rules if not rule.kept),
    )


def _served(trials: Sequence[ScoredTrial]) -> tuple[str, ...]:
    return tuple(sorted({e.reply.served for trial in trials for e in trial.exchanges} - {""}))


def _form(trials: Sequence[ScoredTrial]) -> ReplyForm:
    """Return the layout that most answers were asked for in."""
    counts = Counter(trial.exchanges[-1].reply.form for trial in trials if trial.exchanges)
    return min(counts, key=lambda form: (-counts[form], form), default=ReplyForm.PROMPT)
