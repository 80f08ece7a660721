"""The verdicts on what an answer cited, declared and did, against the expectation of its case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from delibctl.deliberate import CitationStatus, FoundStyle
from delibctl.model import Case, Mode, Outcome, Policy, RuleVerdict, Severity
from delibctl.score.declared_style import named_style
from delibctl.score.judge_opinions import rules_kept
from delibctl.score.right_answer import RightAnswer, right_answer
from delibctl.score.verdict_columns import (
    VerdictColumn,
    category_column,
    citation_column,
    outcome_column,
    style_column,
)


class Cited(NamedTuple):
    """One citation: the id as it was written, its status and clause, and if its quote stands."""

    written: str
    status: CitationStatus
    clause: str | None
    quoted: bool | None


class Answered(NamedTuple):
    """All of a trial that its verdicts depend on: many trials of a long run have the same.

    `named`: the categories that were named in mode `none`, each with how it was found. `found`: the
    style that was found there; `style` is the declared one.
    """

    mode: Mode
    blocked: bool
    style: str | None
    found: FoundStyle | None
    cited: tuple[Cited, ...]
    named: tuple[tuple[str, str], ...]
    observed: Outcome | None
    contested: bool
    rules: tuple[RuleVerdict, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdicts:
    """The fields of a scored trial that follow from its case and what was answered."""

    right: RightAnswer
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    non_existent: tuple[str, ...]
    former: tuple[str, ...]
    misquoted: tuple[str, ...]
    categories: Mapping[str, str]
    declared: Outcome | None
    observed: Outcome | None
    rules: tuple[RuleVerdict, ...]
    citation: VerdictColumn
    outcome: VerdictColumn
    style: VerdictColumn
    category: VerdictColumn

    @property
    def missed(self) -> bool:
        """True if citation, outcome or style is wrong."""
        return VerdictColumn.WRONG in (self.citation, self.outcome, self.style)


def verdicts_on(case: Case, answered: Answered, policy: Policy) -> Verdicts:
    """Return the verdicts; of the case, only its expectation and its categories count."""
    cited, blocked = answered.cited, answered.blocked
    right = right_answer(case, policy, (citation.clause for citation in cited))
    missing, extra = _missing(case, cited), _extra(case, cited)
    non_existent = _as_written(cited, CitationStatus.NON_EXISTENT)
    misquoted = tuple(c.clause for c in cited if c.quoted is False and c.clause)
    faulty = bool(missing or non_existent or misquoted)
    found = answered.found
    style = named_style(found.style if found else answered.style, policy)
    declared = style.name if style else answered.style
    if found and style is None and found.outcome not in right.outcomes:
        # Which style is meant is open, but none of this outcome is right.
        declared = found.outcome
    fits = style is not None and right.has_style(style.name, style.outcome)
    guide = style if fits else policy.style((*right.styles, case.expected.style)[0])
    rules = rules_kept(answered.rules, guide)
    categories = dict(answered.named)
    if answered.mode is not Mode.NONE:
        categories = {policy.category_of[c.clause]: "clause" for c in cited if c.clause}
    return Verdicts(
        right=right,
        missing=() if blocked else missing,
        extra=extra,
        wrong=tuple(zip(missing, extra, strict=False)),
        non_existent=non_existent,
        former=_as_written(cited, CitationStatus.FORMER),
        misquoted=misquoted,
        categories=categories,
        declared=style.outcome if style else (found.outcome if found else None),
        observed=answered.observed,
        rules=rules,
        citation=citation_column(case, blocked=blocked, wrong=faulty),
        outcome=outcome_column(right, answered.observed, answered.contested),
        style=style_column(right, declared, rules, fits=fits, blocked=blocked),
        category=category_column(case, policy, answered.mode, None if blocked else categories),
    )


def is_critical(case: Case, policy: Policy) -> bool:
    """Return True if a clause that the case expects is critical."""
    ids = (*case.expected.clauses, *case.expected.either)
    clauses = (policy.clause_by_id.get(id) for id in ids)
    return any(clause is not None and clause.severity is Severity.CRITICAL for clause in clauses)


def _missing(case: Case, cited: tuple[Cited, ...]) -> tuple[str, ...]:
    """Return the expected clauses that were not cited.

    If no clause of `either` is cited, the first of them is missing.
    """
    ids = {citation.clause for citation in cited}
    missing = [id for id in case.expected.clauses if id not in ids]
    if case.expected.either and not ids & set(case.expected.either):
        missing.append(case.expected.either[0])
    return tuple(missing)


def _extra(case: Case, cited: tuple[Cited, ...]) -> tuple[str, ...]:
    allowed = case.expected.allowed
    return tuple(c.clause for c in cited if c.clause is not None and c.clause not in allowed)


def _as_written(cited: tuple[Cited, ...], status: CitationStatus) -> tuple[str, ...]:
    return tuple(c.written for c in cited if c.status is status)
