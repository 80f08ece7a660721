"""A record: what a model is trained on, without the policy's text."""

from dataclasses import dataclass, replace

from delibctl.model import Case, Message, Outcome, TrialKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A prompt as the user wrote it, with the reasoning and the answer of one trial.

    `outcome` is the observed one. `score` is the lowest of all votes, 0 to 5; None where the judge
    rates nothing. `rewritten`: a model has rewritten the reasoning.
    """

    key: TrialKey
    case: Case
    outcome: Outcome
    reasoning: str
    answer: str
    score: int | None = None
    rewritten: bool = False

    @property
    def messages(self) -> tuple[Message, ...]:
        """The conversation, which ends on the user's turn."""
        return self.case.messages

    @property
    def category(self) -> str:
        """The first category of the case; empty without any."""
        return next(iter(self.case.categories), "")

    def with_reasoning(self, reasoning: str) -> "Record":
        """Return the record with rewritten reasoning."""
        return replace(self, reasoning=reasoning, rewritten=True)


def rank(record: Record) -> tuple[int, TrialKey]:
    """Return a key by which the best record comes first; ties go by the trial."""
    return -(record.score if record.score is not None else 0), record.key
