"""Keeping the trials that are worth training on: each gets a record, or a reason."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.distill.case_origins import CaseOrigin
from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.hold_out import Assignment
from delibctl.distill.judged import Thresholds, fault, lowest_score
from delibctl.distill.leakage import pointers
from delibctl.distill.reasoning import reasoning_of
from delibctl.distill.record import Record
from delibctl.distill.shown_text import PolicyText
from delibctl.model import Broken, Form, Judge, Mode, NotAskable, Policy
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.text.lazy import later

#: In a record such a tag would end the reasoning early, or hide a part of the answer in it.
_THOUGHT = later(r"</?think(?:ing)?>", re.IGNORECASE)
_SPLITS = {
    Assignment.TEST: Reason.TEST,
    Assignment.TEST_FAMILY: Reason.TEST_FAMILY,
    Assignment.UNASSIGNED: Reason.UNASSIGNED,
}


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What decides about a trial: the cases as they are now, their split, judges and thresholds.

    `known`: the cases by present and former ids. `assigned`: the assignment by present id.
    """

    policy: Policy
    known: Mapping[str, CaseOrigin]
    assigned: Mapping[str, Assignment]
    judges: Sequence[Judge]
    thresholds: Thresholds
    policy_text: PolicyText

    def sort(self, scored: ScoredTrial) -> Record | Dropped:
        """Return the record of a trial, or the first reason against it."""
        for reason, detail in self._of_case(scored):
            return Dropped(key=scored.key, reason=reason, detail=detail)
        for reason, detail in self._of_layout(scored):
            return Dropped(key=scored.key, reason=reason, detail=detail)
        record = self._record(scored)
        for reason, detail in self._of_answer(scored):
            return Dropped(key=scored.key, reason=reason, detail=detail, record=record)
        return record

    def _of_case(self, scored: ScoredTrial) -> Iterator[tuple[Reason, str]]:
        case = scored.case
        origin = self.known.get(case.id)
        if origin is None:
            yield Reason.GONE, ""
            return
        if origin.case.messages != case.messages:
            yield Reason.REWORDED, ""
        if not origin.usable:
            status = "quarantined" if origin.case.quarantined else str(origin.case.status)
            yield Reason.NOT_ACCEPTED, status
        assignment = self.assigned[origin.id]
        if assignment in _SPLITS:
            yield _SPLITS[assignment], ""
        if name := self.policy_text.found(case.messages):
            yield Reason.POLICY_IN_PROMPT, name

    def _of_layout(self, scored: ScoredTrial) -> Iterator[tuple[Reason, str]]:
        result, deliberation = scored.result, scored.deliberation
        if isinstance(result, Broken | NotAskable):
            yield Reason.BROKEN, result.kind if isinstance(result, Broken) else "not askable"
            return
        if scored.blocked:
            yield Reason.BROKEN, "the provider's filter answered"
        if deliberation is None or not deliberation.answer.strip():
            yield Reason.BROKEN, "empty"
            return
        if deliberation.form is Form.FREE and scored.key.mode is not Mode.NONE:
            yield Reason.LAYOUT, ""
        if tag := _THOUGHT.search(f"{deliberation.reasoning}\n{deliberation.answer}"):
            yield Reason.LAYOUT, tag.group()
        if not deliberation.reasoning.strip():
            yield Reason.NO_REASONING, ""
        if scored.leaked:
            yield Reason.LEAKED, ""

    def _of_answer(self, scored: ScoredTrial) -> Iterator[tuple[Reason, str]]:
        if scored.citation is VerdictColumn.WRONG:
            cited = (citation.clause or citation.citation.clause for citation in scored.cited)
            yield Reason.CITATION, ", ".join(cited)
        if scored.former:
            yield Reason.FORMER, ", ".join(scored.former)
        if scored.outcome is VerdictColumn.WRONG:
            yield Reason.OUTCOME, str(scored.observed)
        if scored.style is VerdictColumn.WRONG:
            yield Reason.STYLE, ""
        found = fault(scored, self.judges, self.thresholds)
        if found is not None:
            yield found
        deliberation = scored.deliberation
        if deliberation and (phrases := pointers(deliberation.answer, self._visible(scored))):
            yield Reason.ANSWER_POINTS, phrases[0]

    def _visible(self, scored: ScoredTrial) -> list[str]:
        """Return the texts whose words point at nothing unseen."""
        return [
            *(message.content for message in scored.case.messages),
            *(clause.text for clause in self.policy.clauses),
        ]

    def _record(self, scored: ScoredTrial) -> Record:
        deliberation = scored.deliberation
        assert deliberation is not None
        return Record(
            key=scored.key,
            case=self.known[scored.case.id].case,
            outcome=scored.observed or scored.expected,
            reasoning=reasoning_of(scored, self.policy),
            answer=deliberation.answer.strip(),
            score=lowest_score(scored, self.judges),
        )
