"""What is not trained on, and why."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.distill.record import Record
from delibctl.model import TrialKey


class Reason(StrEnum):
    """Why a trial became no record; the first that applies counts, in this order."""

    GONE = "the case is not in the case files"
    REWORDED = "the prompt has been reworded since the run"
    NOT_ACCEPTED = "the case is disputed, retired or quarantined"
    TEST = "test split, or held out"
    TEST_FAMILY = "related to a test case"
    UNASSIGNED = "the case has no split"
    POLICY_IN_PROMPT = "the prompt holds text of the policy"
    BROKEN = "no answer"
    LAYOUT = "not in the layout that was asked for"
    NO_REASONING = "no reasoning"
    LEAKED = "the policy text shown contains the prompt"
    CITATION = "cites other clauses than expected, or words that are not in them"
    FORMER = "cites a clause by an id that it had before"
    OUTCOME = "another outcome than expected"
    STYLE = "another style than expected"
    CONTESTED = "the judges see different outcomes"
    UNJUDGED = "a vote of the judge is missing or unreadable"
    VIOLATION = "the judge sees a clause violated"
    CORRECTNESS = "correctness below the threshold"
    HELPFULNESS = "helpfulness below the threshold"
    ANSWER_POINTS = "the answer points at text that the trained model will not see"
    REASONING_POINTS = "the reasoning points at text that the trained model will not see"
    NOT_REWRITTEN = "the reasoning still points at such text after rewriting"
    SAME_CASE = "another trial of the case is better"
    NEAR_DUPLICATE = "nearly the same prompt as another record"
    BALANCE = "more than enough of its category, outcome and kind"


#: A dropped trial that answered the prompt, but not well: the rejected half of a pair.
REJECTED = frozenset(
    {
        Reason.CITATION,
        Reason.OUTCOME,
        Reason.STYLE,
        Reason.VIOLATION,
        Reason.CORRECTNESS,
        Reason.HELPFULNESS,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A trial that is not trained on; `detail` names the clause, the phrase or the other case.

    `record` is what it would have been, where it answered.
    """

    key: TrialKey
    reason: Reason
    detail: str = ""
    record: Record | None = None
