"""The place of an edit: which way a rule moves that holds for more or for less there."""

from dataclasses import dataclass

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.descriptions import names_nothing_harmless, names_only_topics
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_acts import stems_of, turns
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.extent import Extent, names
from delibctl.compare.wording.lexicon import CAREFUL_OBJECTS, DOING
from delibctl.compare.wording.markers import ONLY
from delibctl.compare.wording.modifiers import PREPOSITIONS, in_domain
from delibctl.compare.wording.stance import (
    FEWER,
    denies_before,
    described,
    excludes,
    frees,
    governing,
    is_reversed,
    may_name_harm,
    presumed,
)
from delibctl.compare.wording.subjects import AGENTS, is_passive, subject_of
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, NEGATIONS, word_set
from delibctl.model import Outcome
from delibctl.text.stems import stems

#: Words that begin the circumstances of a duty, which it does not make.
_CIRCUMSTANCES = CLAUSE_STARTS | word_set("before after once until during")
_LACKING = word_set(
    "lack lacks lacked lacking without absent missing free un non except unless but"
)
#: How far before a place its duty is looked for.
_NEAR = 6
#: A direction, and the rule that told it.
Effect = tuple[Direction, str]


@dataclass(frozen=True)
class Place:
    """The words of an edit on one side, with the duties of their sentence."""

    side: Side
    duties: list[Duty]
    outcome: Outcome | None

    @property
    def duty(self) -> Duty | None:
        """The duty of the assistant that governs the place."""
        return governing([duty for duty in self.duties if duty.binds], self.side)

    def direction(self, extent: Extent, rule: str = "", *, sure: bool = True) -> Direction:
        """Return the direction of a rule that holds in more or in fewer cases here."""
        # An exception or a condition is one of the whole sentence.
        apart = self.duty and rule in ("exception", "condition", "concession", "hedge")
        way = -1 if not apart and is_reversed(self.side, self.duty) else 1
        if (
            rule == "possibility"
            and self.duty
            and self.duty.end <= self.side.start <= self.duty.end + 1
        ):
            way = -1  # "should perhaps warn"
        asked = self.duty and self.duty.force is Force.REQUIRE and self._precedes_care
        if asked and extent < 0 and rule in ("condition", "exception", "hedge"):
            return Direction.LOOSENS
        stance, plain = self.stance(rule)
        direction = by_restraint(stance * extent * way)
        # What stands before a negation, as in "perhaps not", weakens it more often than not.
        negated = self.side.following[:1] in (("not",), ("never",))
        asks_care = self.duty is not None and self.duty.helps is False
        listed = self.duty is None and self.outcome is Outcome.COMPLY
        cared = self._precedes_care and not (asks_care or listed)
        # A hedge less binds more, whatever is ordered.
        bound = sure and rule == "hedge" and self._binds_more
        unsure = not ((sure and plain) or bound) or negated or cared
        return Direction.UNKNOWN if unsure and direction is Direction.TIGHTENS else direction

    def stance(self, rule: str) -> tuple[float, bool]:
        """Return how far the rule at this place holds answers back, and whether that is sure.

        What is not sure is presumed: it may show that an edit loosens, never that it tightens.
        """
        duty = self.duty
        if duty is None:
            stance = described(self.side.sentence, self.outcome)
            negated = not NEGATIONS.isdisjoint(self.side.before)
            apart = negated and rule != "exception"
            ruled = bool(self.duties) and self.outcome is not Outcome.REFUSE
            apart = apart or (ruled and rule != "exception")
            presumption = 0 if apart else presumed(self.side.sentence, self.outcome, rule)
            if not stance:
                return presumption, rule == "item" and not self._may_free()
            complies = self.outcome is Outcome.COMPLY
            freed = excludes(self.side) if complies else frees(self.side)
            return stance, not (freed or self._is_addressed() or self._tells_of_a_topic())
        is_order = duty.force is Force.REQUIRE and duty.helps is None
        if is_order and self.outcome is Outcome.COMPLY and not self._is_answered(duty):
            return 0, False  # "additions must be marked" may be care
        if is_order and self.outcome is Outcome.COMPLY:
            # A complying clause asks for the act.
            conditional = rule in ("exception", "condition") or self.side.end <= duty.start
            return -duty.strength, conditional
        restraint = duty.restraint(self.outcome)
        if restraint is None:
            return duty.presumed_restraint(self.outcome), False
        # "It should give an overview and ask": the last act is the one that is governed.
        other = turns(self.side.sentence.texts[duty.end : self.side.start], duty.helps)
        if other and duty.helps and duty.force is Force.REQUIRE:
            return duty.strength, False
        # The negation of "no request is refused" is part of the duty.
        negated = self.side.start < duty.start and denies_before(self.side)
        rare = duty.refuses and self.side.start >= duty.end and denies_before(self.side, FEWER)
        sure = duty.is_sure(self.outcome) or self._is_wrong(duty)
        if duty.is_order_to_help and may_name_harm(self.side.sentence, self.outcome):
            sure = False
        return restraint, sure and not (other or negated or rare)

    def describes_refusals(self) -> bool:
        """Return True within a description of what is refused, with no denial and no exception."""
        side = self.side
        if self.duties or frees(side) or denies_before(side) or is_reversed(side, None):
            return False
        if not _LACKING.isdisjoint(side.before):
            return False
        return described(side.sentence, self.outcome) > 0

    def _is_wrong(self, duty: Duty) -> bool:
        """Return True if a refusing clause forbids an act that is wrong, such as to deceive."""
        forbids = self.outcome is Outcome.REFUSE and duty.force is Force.FORBID
        return forbids and duty.act in stems_of(DOING)

    def _is_answered(self, duty: Duty) -> bool:
        """Return True unless something is done to a thing: "must be marked", not by an answer."""
        passive = is_passive(self.side.sentence.after(duty.end)[:5])
        subject = subject_of(self.side.sentence, duty.start)
        return not (passive and AGENTS.isdisjoint(subject))

    @property
    def _precedes_care(self) -> bool:
        """True for "(on request) provide crisis resources": less of it is less care."""
        near = self.side.following[:_NEAR]
        return not stems_of(CAREFUL_OBJECTS).isdisjoint(stems(near))

    @property
    def _binds_more(self) -> bool:
        """Return True for an order of a safe-completing clause, which probably asks for care."""
        duty = self.duty
        return duty is not None and duty.ordered and duty.presumed_restraint(self.outcome) > 0

    def _may_free(self) -> bool:
        """Return True if a safe-completing clause may tell of what it leaves out here."""
        side = self.side
        if self.outcome is not Outcome.SAFE_COMPLETE or frees(side) or denies_before(side):
            return True
        return not names_nothing_harmless(side.sentence)

    def _is_addressed(self) -> bool:
        """Return True if a duty of the assistant, though it binds no answer, rules the sentence."""
        sentence = self.side.sentence
        return any(not AGENTS.isdisjoint(subject_of(sentence, duty.start)) for duty in self.duties)

    def _tells_of_a_topic(self) -> bool:
        """Return True if a safe-completing clause names a topic, such as weapons, but no harm."""
        return self.outcome is Outcome.SAFE_COMPLETE and names_only_topics(self.side.sentence)

    def made(self, extent: Extent) -> Direction:
        """Return the direction of a narrower or wider thing that a duty of care asks to make.

        "Give a clear warning" asks for more than "give a warning".
        """
        duty = self.duty
        cares = duty is not None and duty.act_helps(self.outcome) is not True and self.is_made
        near = duty is not None and self.side.start - duty.end <= _NEAR
        beside = self.side.words[0] in PREPOSITIONS or is_reversed(self.side, duty)
        sure = cares and near and not beside
        return self.direction(extent, sure=False) if sure else Direction.UNKNOWN

    @property
    def is_made(self) -> bool:
        """True for what a duty asks to make, such as a warning, and not for its domain."""
        duty = self.duty
        asked = duty is not None and duty.force is Force.REQUIRE and not duty.refuses
        if duty is None or not asked or self.side.start < duty.end or in_domain(self.side):
            return False
        return _CIRCUMSTANCES.isdisjoint(self.side.sentence.texts[duty.end : self.side.start])

    @property
    def selects(self) -> bool:
        """True for words that tell for what a duty holds: before it, or in a condition of it."""
        duty, side = self.duty, self.side
        if duty is None:
            return False
        between = side.sentence.texts[duty.end : side.start]
        return side.end <= duty.start or "condition" in names(between)

    def is_doubtful(self, mark: str, words: tuple[str, ...]) -> bool:
        """Return True if a marked phrase may hold an answer back, or ask for it, against its form.

        "Refuse without hints" is not an exception, "explain without a warning" no limit; "not
        ... all details" may still allow some.
        """
        duty = self.duty
        if duty is None:
            return False
        if "without" in words or "and" in words[:1]:
            return duty.force is Force.REQUIRE
        if ONLY.issuperset(words) and self.side.end <= duty.start:
            return False  # "only repeated insults are blocked"
        whole = mark == "scope" or {"all", "every", "full", "fully", "always"}.intersection(words)
        return bool(whole) and duty.force is Force.FORBID
