"""Scoring one trial: its citations, outcome and style are held against its case."""

from collections.abc import Sequence

from delibctl.deliberate import CitationStatus, MatchedCitation, match, named_categories
from delibctl.model import Case, Deliberated, Form, Judge, Outcome, Policy, Severity, Trial
from delibctl.score.declared_style import style_of
from delibctl.score.judge_opinions import agreed_outcome, judge_opinions, rules_kept
from delibctl.score.recall import recalled
from delibctl.score.right_answer import right_answer
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import (
    category_column,
    citation_column,
    outcome_column,
    style_column,
)


def score_trial(
    case: Case, trial: Trial, policy: Policy, judges: Sequence[Judge] = (), *, texts: bool = True
) -> ScoredTrial:
    """Score a trial against its case, by what the judges saw.

    Without `texts` the result lacks long texts, so that a long run fits in memory.
    """
    stored = trial if texts else trial.without_texts()
    critical = _is_critical(case, policy)
    if not isinstance(trial.result, Deliberated):
        right = right_answer(case, policy, ())
        return ScoredTrial(case=case, trial=stored, right=right, critical=critical)
    deliberation, mode = trial.result.deliberation, trial.key.mode
    blocked = deliberation.form is Form.BLOCKED
    opinions = judge_opinions(trial, judges)
    observed, contested = (Outcome.REFUSE, False) if blocked else agreed_outcome(opinions)
    cited = match(deliberation, policy, mode)
    right = right_answer(case, policy, (citation.clause for citation in cited))
    categories = named_categories(deliberation, policy, mode, cited)
    missing, extra = _missing(case, cited), _extra(case, cited)
    non_existent = _as_written(cited, CitationStatus.NON_EXISTENT)
    misquoted = tuple(c.clause for c in cited if c.misquoted and c.clause)
    faulty = bool(missing or non_existent or misquoted)
    style = style_of(deliberation, policy)
    declared = style.name if style else deliberation.style
    fits = style is not None and right.has_style(style.name, style.outcome)
    guide = style if fits else policy.style((*right.styles, case.expected.style)[0])
    rules = () if blocked else rules_kept(opinions, guide)
    return ScoredTrial(
        case=case,
        trial=stored,
        right=right,
        critical=critical,
        recalled=recalled(case, trial, policy),
        cited=cited,
        missing=() if blocked else missing,
        extra=extra,
        wrong=tuple(zip(missing, extra, strict=False)),
        non_existent=non_existent,
        former=_as_written(cited, CitationStatus.FORMER),
        misquoted=misquoted,
        categories=categories,
        declared=style.outcome if style else None,
        observed=observed,
        opinions=opinions,
        rules=rules,
        citation=citation_column(case, blocked=blocked, wrong=faulty),
        outcome=outcome_column(right, observed, contested),
        style=style_column(right, declared, rules, fits=fits, blocked=blocked),
        category=category_column(case, policy, mode, None if blocked else categories),
    )


def _is_critical(case: Case, policy: Policy) -> bool:
    ids = (*case.expected.clauses, *case.expected.either)
    clauses = (policy.clause_by_id.get(id) for id in ids)
    return any(clause is not None and clause.severity is Severity.CRITICAL for clause in clauses)


def _missing(case: Case, cited: tuple[MatchedCitation, ...]) -> tuple[str, ...]:
    """Return the expected clauses that were not cited.

    If no clause of `either` is cited, the first of them is missing.
    """
    ids = {citation.clause for citation in cited}
    missing = [id for id in case.expected.clauses if id not in ids]
    if case.expected.either and not ids & set(case.expected.either):
        missing.append(case.expected.either[0])
    return tuple(missing)


def _extra(case: Case, cited: tuple[MatchedCitation, ...]) -> tuple[str, ...]:
    allowed = case.expected.allowed
    return tuple(c.clause for c in cited if c.clause is not None and c.clause not in allowed)


def _as_written(cited: tuple[MatchedCitation, ...], status: CitationStatus) -> tuple[str, ...]:
    return tuple(c.citation.clause for c in cited if c.status is status)
