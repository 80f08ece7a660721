"""Scoring trials: the citations, outcome and style of each are held against its case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from delibctl.deliberate import (
    MatchedCitation,
    found_style,
    matched_clauses,
    named_categories,
    searched,
    with_places,
)
from delibctl.model import (
    Case,
    Citation,
    Deliberated,
    Deliberation,
    Form,
    Judge,
    Mode,
    Observation,
    Outcome,
    Policy,
    Trial,
)
from delibctl.score.judge_opinions import (
    JudgeOpinion,
    agreed_outcome,
    judge_opinions,
    opinion_of,
    rules_seen,
)
from delibctl.score.recall import recalled
from delibctl.score.right_answer import right_answer
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_verdicts import Answered, Cited, Verdicts, is_critical, verdicts_on

#: Sorts of trials whose verdicts are remembered, and citations that are matched once.
_SORTS = 20_000


class Places(Enum):
    """The trials of which it is looked up where the reasoning names what they cite."""

    ALL = "all"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True, eq=False, slots=True)
class _Expectation:
    """What cases expect alike. `case` is one of them; compared by identity, as that is fast."""

    case: Case
    critical: bool


class TrialScoring:
    """Scores trials of one policy by what the judges saw; what they have in common once.

    Without `texts` a scored trial lacks long texts, so that a long run fits in memory.
    """

    def __init__(
        self,
        policy: Policy,
        judges: Sequence[Judge] = (),
        *,
        texts: bool = True,
        places: Places = Places.ALL,
    ) -> None:
        self._policy = policy
        self._judges = judges
        self._texts = texts
        self._places = places
        self._expectations: dict[object, _Expectation] = {}
        self._of_cases: dict[str, tuple[Case, _Expectation]] = {}
        self._declared = lru_cache(_SORTS)(self._match_declared)
        self._verdicts = lru_cache(_SORTS)(self._find_verdicts)
        self._results = lru_cache(_SORTS)(_bare)
        self._observed = lru_cache(_SORTS)(self._opinions_on)

    def score(self, case: Case, trial: Trial) -> ScoredTrial:
        """Return a trial with its verdicts."""
        expectation = self._expectation(case)
        stored = trial if self._texts else self._without_texts(trial)
        if not isinstance(trial.result, Deliberated):
            right = right_answer(case, self._policy, ())
            critical = expectation.critical
            return ScoredTrial(case=case, trial=stored, right=right, critical=critical)
        opinions = self._opinions(trial, trial.result)
        deliberation = trial.result.deliberation
        cited = self._cited(deliberation, trial.key.mode)
        answered = self._answered(trial, deliberation, cited, opinions)
        found = self._verdicts(expectation, answered)
        if self._places is Places.ALL or (self._places is Places.MISSED and found.missed):
            cited = with_places(cited, deliberation.reasoning)
        return ScoredTrial(
            case=case,
            trial=stored,
            critical=expectation.critical,
            recalled=recalled(case, trial, self._policy),
            cited=cited,
            opinions=opinions,
            right=found.right,
            missing=found.missing,
            extra=found.extra,
            wrong=found.wrong,
            non_existent=found.non_existent,
            former=found.former,
            misquoted=found.misquoted,
            categories=found.categories,
            found_style=answered.found,
            declared=found.declared,
            observed=found.observed,
            rules=found.rules,
            citation=found.citation,
            outcome=found.outcome,
            style=found.style,
            category=found.category,
        )

    def _expectation(self, case: Case) -> _Expectation:
        of_id, expectation = self._of_cases.get(case.id, (None, None))
        if expectation is None or of_id is not case:
            new = _Expectation(case, is_critical(case, self._policy))
            expectation = self._expectations.setdefault((case.expected, case.categories), new)
            self._of_cases[case.id] = case, expectation
        return expectation

    def _without_texts(self, trial: Trial) -> Trial:
        """Return a trial without long texts; what is left of its result is one of a few sorts."""
        result = trial.result
        if not isinstance(result, Deliberated):
            return trial.without_texts()
        said = result.deliberation
        bare = self._results(
            *(said.form, said.citations, said.style, said.mentioned, said.requested, said.given),
            result.observation,
        )
        return trial.with_result(bare)

    def _opinions(self, trial: Trial, result: Deliberated) -> tuple[JudgeOpinion, ...]:
        if self._judges:
            return judge_opinions(trial, self._judges)
        return self._observed(result.observation)

    def _opinions_on(self, observation: Observation) -> tuple[JudgeOpinion, ...]:
        return (opinion_of(observation),)

    def _cited(self, deliberation: Deliberation, mode: Mode) -> tuple[MatchedCitation, ...]:
        if mode is Mode.NONE or searched(deliberation, mode):
            return matched_clauses(deliberation, self._policy, mode)
        return self._declared(deliberation.citations)

    def _match_declared(self, citations: tuple[Citation, ...]) -> tuple[MatchedCitation, ...]:
        """Return the citations of a reply in which no others are searched for."""
        declared = Deliberation(form=Form.STRUCTURED, answer="", citations=citations)
        return matched_clauses(declared, self._policy, Mode.CATEGORY)

    def _answered(
        self,
        trial: Trial,
        deliberation: Deliberation,
        cited: tuple[MatchedCitation, ...],
        opinions: tuple[JudgeOpinion, ...],
    ) -> Answered:
        mode = trial.key.mode
        blocked = deliberation.form is Form.BLOCKED
        named: Iterable[tuple[str, str]] = ()
        if mode is Mode.NONE:
            named = named_categories(deliberation, self._policy, mode, cited).items()
        observed, contested = (Outcome.REFUSE, False) if blocked else agreed_outcome(opinions)
        return Answered(
            mode,
            blocked,
            deliberation.style,
            found_style(deliberation, self._policy, mode),
            tuple([Cited(c.citation.clause, c.status, c.clause, c.quoted) for c in cited]),
            tuple(named),
            observed,
            contested,
            () if blocked else rules_seen(opinions),
        )

    def _find_verdicts(self, expectation: _Expectation, answered: Answered) -> Verdicts:
        return verdicts_on(expectation.case, answered, self._policy)


def _bare(
    form: Form,
    citations: tuple[Citation, ...],
    style: str | None,
    mentioned: tuple[str, ...],
    requested: tuple[str, ...],
    given: tuple[str, ...],
    observation: Observation,
) -> Deliberated:
    """Return a result without reasoning and answer."""
    deliberation = Deliberation(
        form=form,
        answer="",
        citations=citations,
        style=style,
        mentioned=mentioned,
        requested=requested,
        given=given,
    )
    return Deliberated(deliberation=deliberation, observation=observation)


def score_trial(
    case: Case, trial: Trial, policy: Policy, judges: Sequence[Judge] = (), *, texts: bool = True
) -> ScoredTrial:
    """Score one trial against its case; `TrialScoring` scores many."""
    return TrialScoring(policy, judges, texts=texts).score(case, trial)
