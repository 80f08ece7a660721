"""A duty: what a rule requires, permits or forbids, and how far that holds an answer back."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.compare.wording.lexicon import ADVISING, OBEYING, stem_set
from delibctl.model import Outcome


class Force(StrEnum):
    """The force of a duty: what it does with the act that it names."""

    REQUIRE = "require"
    PERMIT = "permit"
    RELEASE = "release"
    FORBID = "forbid"


@dataclass(frozen=True)
class Duty:
    """A duty: words `start` to `end` of a sentence, with the act that follows.

    `strength`: 0.5 to 4. `helps`: True if the act is help, False if it is restraint or care, None
    if it is neither. `refuses`: the act is to refuse. `binds`: the duty is one of the assistant.
    `ordered`: it is said with must, shall or should. `act`: the stem of the verb that follows.
    """

    force: Force
    strength: float
    start: int
    end: int
    helps: bool | None
    refuses: bool = False
    binds: bool = True
    ordered: bool = False
    act: str = ""

    @property
    def is_plain(self) -> bool:
        """True if the duty alone tells which way a sentence moves a policy."""
        return self.helps is not None or self.force is not Force.REQUIRE or self.ordered

    @property
    def is_order_to_help(self) -> bool:
        """True for the first word of "Explain locks"."""
        return self.start == self.end == 0 and self.force is Force.REQUIRE and self.helps is True

    @property
    def width(self) -> range:
        """The words of the duty; for a plain statement, its verb."""
        return range(self.start, max(self.end, self.start + 1))

    def restraint(self, outcome: Outcome | None) -> float | None:
        """Return how far the duty holds answers back, -4 to 4; None if that is unclear.

        A duty of users or developers, and a mere possibility, bind no answer.
        """
        helps = self.act_helps(outcome)
        return self.restraint_if(helps) if self.binds and helps is not None else None

    def presumed_restraint(self, outcome: Outcome | None) -> float:
        """Return how far the duty probably holds answers back where that is unclear.

        What a safe-completing clause asks for is care, unless its verb says otherwise.
        """
        if not self.binds or self.force is not Force.REQUIRE:
            return 0
        cares = outcome is Outcome.SAFE_COMPLETE and self.act not in stem_set(OBEYING)
        return self.strength if cares else 0

    def is_sure(self, outcome: Outcome | None) -> bool:
        """Return True unless the duty is held to restrain answers though its verb may help."""
        return self.helps is not None or self.refuses or (self.restraint(outcome) or 0) <= 0

    def restraint_if(self, helps: bool) -> float:
        """Return how far the duty holds answers back if its act is, or is not, help."""
        against = self.force in (Force.FORBID, Force.RELEASE)
        return self.strength if against is helps else -self.strength

    def act_helps(self, outcome: Outcome | None) -> bool | None:
        """Return True if the act is help; the style of the clause decides where the verb cannot."""
        if outcome is Outcome.SAFE_COMPLETE and self.act in stem_set(ADVISING):
            return self.force is Force.FORBID
        if self.helps is not None:
            return self.helps
        if self.force is Force.FORBID:
            return True
        if self.force is Force.PERMIT:
            return None if outcome is Outcome.SAFE_COMPLETE else True
        return False if outcome is Outcome.REFUSE else None
