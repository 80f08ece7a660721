"""An accepted row: how one model answered one case in one mode when a person accepted it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from delibctl.compare.policies.change import content_hash
from delibctl.compare.policies.contents import part_hashes
from delibctl.model import (
    Case,
    Form,
    Judge,
    Kind,
    Message,
    ModelSpec,
    Outcome,
    Policy,
    ReplyForm,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedAnswer:
    """An answer without its words, and how many repeats gave one like it.

    `outcome` is what all judges saw; where they did not see the same, `outcomes` has that of each
    by name, None where a verdict is missing. `style` is declared, `clauses` are cited, `misquoted`
    those of them whose words are not in the clause. `given`: the clauses that were asked for, in
    mode `recall`. `broken_rules`: items of the style that a judge saw broken. `broken`: the kind of
    failure of a repeat without an answer.
    """

    times: int = 1
    outcome: Outcome | None = None
    style: str | None = None
    clauses: tuple[str, ...] = ()
    form: Form = Form.STRUCTURED
    outcomes: Mapping[str, Outcome | None] = field(default_factory=dict)
    misquoted: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    broken_rules: tuple[str, ...] = ()
    broken: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedExpectation:
    """What the case expected: `clauses` and `either` with the hash of the content of each.

    `outcome` is that of the style; `outcomes` are those that were right instead, if the case had
    some.
    """

    style: str
    outcome: Outcome
    outcomes: tuple[Outcome, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    either: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedRow:
    """The answers to one case. `right`: how many of how many repeats did not miss, as "2/3".

    `prompt` is the hash of the messages of the case, `policy` that of the whole policy, `shown`
    that of what of it counts for the case in its mode, and `answered` that of all that was asked
    and answered. `critical`: a clause that the case expects
    was. `served`: the models that answered, as replies name them. `delibctl` is the version that
    judged. `by`, `date` and `reason` are of the person who accepted it.
    """

    case: str
    right: str
    expected: AcceptedExpectation
    answers: tuple[AcceptedAnswer, ...]
    categories: tuple[str, ...]
    kind: Kind
    prompt: str
    model: ModelSpec
    lang: str = "en"
    policy: str
    shown: str = ""
    answered: str = ""
    critical: bool = False
    served: tuple[str, ...] = ()
    form: ReplyForm = ReplyForm.PROMPT
    template: int = 1
    judges: tuple[Judge, ...] = ()
    delibctl: str
    by: str
    date: str
    reason: str

    @property
    def repeats(self) -> int:
        """The number of repeats."""
        return sum(answer.times for answer in self.answers)

    @property
    def rate(self) -> float:
        """The share of the answers that did not miss, from `right`."""
        hits, total = self.right.split("/")
        return int(hits) / int(total)

    @property
    def shows(self) -> tuple[object, ...]:
        """What the row says of the case; who accepted it, when and why is not part of it."""
        return (
            *(self.right, self.expected, self.answers, self.prompt, self.answered),
            self.shown or self.policy,
            *(self.asked_like, self.delibctl),
        )

    @property
    def asked_like(self) -> tuple[object, ...]:
        """What all rows of a run have in common."""
        judges = tuple(sorted(self.judges, key=lambda judge: judge.name))
        return self.model, self.template, judges


def policy_hash(policy: Policy) -> str:
    """Return a hash of all parts of a policy that models are shown."""
    parts = part_hashes(policy)
    return content_hash(sorted([part, id, digest] for (part, id), digest in parts.items()))


def prompt_hash(messages: Sequence[Message]) -> str:
    """Return a hash of the messages of a case."""
    return content_hash([[message.role, message.content] for message in messages])


def fits(row: AcceptedRow, case: Case) -> bool:
    """Return True if the case still asks what was asked when the row was accepted."""
    return row.prompt == prompt_hash(case.messages)


def stale_cases(rows: Iterable[AcceptedRow], cases: Mapping[str, Case]) -> tuple[str, ...]:
    """Return the cases that ask something else now than when their rows were accepted, sorted."""
    stale = {row.case for row in rows if row.case in cases and not fits(row, cases[row.case])}
    return tuple(sorted(stale))
