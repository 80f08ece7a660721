"""The place of an edit: which way a rule moves that holds for more or for less there."""

from dataclasses import dataclass

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.descriptions import names_only_topics
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_acts import turns
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.extent import (
    Extent,
    names,
)
from delibctl.compare.wording.lists import is_example, is_item, links_conditions
from delibctl.compare.wording.modifiers import PREPOSITIONS, in_domain, modifies
from delibctl.compare.wording.stance import (
    denies_before,
    described,
    frees,
    governing,
    is_reversed,
    presumed,
)
from delibctl.compare.wording.subjects import AGENTS, subject_of
from delibctl.compare.wording.vocabulary import NEGATIONS
from delibctl.model import Outcome
from delibctl.text.stems import STOP_WORDS

#: "In detail" tells of more, though it narrows.
_FULLER = frozenset({"detail", "full", "depth", "length", "color", "colour"})
#: How far before a place its link or its duty is looked for.
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
        stance, plain = self._stance(rule)
        direction = by_restraint(stance * extent * way)
        # What stands before a negation, as in "perhaps not", weakens it more often than not.
        unsure = not (sure and plain) or self.side.following[:1] in (("not",), ("never",))
        return Direction.UNKNOWN if unsure and direction is Direction.TIGHTENS else direction

    def _stance(self, rule: str) -> tuple[float, bool]:
        """Return how far the rule at this place holds answers back, and whether that is sure.

        What is not sure is presumed: it may show that an edit loosens, never that it tightens.
        """
        duty = self.duty
        if duty is None:
            stance = described(self.side.sentence, self.outcome)
            negated = not NEGATIONS.isdisjoint(self.side.before)
            presumption = 0 if negated else presumed(self.outcome, rule)
            if not stance:
                return presumption, False
            return stance, not (
                frees(self.side) or self._is_addressed() or self._tells_of_a_topic()
            )
        is_order = duty.force is Force.REQUIRE and duty.helps is None
        if is_order and self.outcome is Outcome.COMPLY:
            # A complying clause asks for the act.
            conditional = rule in ("exception", "condition") or self.side.end <= duty.start
            return -duty.strength, conditional
        restraint = duty.restraint(self.outcome)
        if restraint is None:
            return duty.presumed_restraint(self.outcome), False
        other = turns(self.side.sentence.texts[duty.end : self.side.start], duty.helps)
        # The negation of "no request is refused" is part of the duty.
        negated = self.side.start < duty.start and denies_before(self.side)
        return restraint, duty.is_sure(self.outcome) and not (other or negated)

    def _is_addressed(self) -> bool:
        """Return True if a duty of the assistant, though it binds no answer, rules the sentence."""
        sentence = self.side.sentence
        return any(not AGENTS.isdisjoint(subject_of(sentence, duty.start)) for duty in self.duties)

    def _tells_of_a_topic(self) -> bool:
        """Return True if a safe-completing clause names a topic, such as weapons, but no harm."""
        return self.outcome is Outcome.SAFE_COMPLETE and names_only_topics(self.side.sentence)

    def plain(self, added: bool, *, item: bool = False) -> Effect:
        """Return the effect of an item or a modifier that was added or removed."""
        wider, narrower = (Extent(sign) for sign in ((1, -1) if added else (-1, 1)))
        words = self.side.words
        if self._is_obscure(added):
            return Direction.UNKNOWN, "words"
        if links_conditions(self.side):
            return self.direction(narrower), "condition"
        if self._may_follow_an_exception():
            return Direction.UNKNOWN, "item"
        joined = words[:3] == ("as", "well", "as") or words[-1] in ("too", "also", "included")
        if item or joined or is_item(self.side):
            # "A warning or a hint" is less than a warning.
            weaker = "or" in (words[0], words[-1], *self.side.before[-_NEAR:]) and self._is_made()
            return self.direction(wider, sure=not weaker), "item"
        way = modifies(self.side)
        if way and self._is_vague():
            return self._made(narrower if way > 0 else wider), "modifier"
        if way:
            direction = self.direction(narrower if way < 0 else wider)
            fuller = self.duty is not None or not _FULLER.isdisjoint(words)
            manner = words[0] in ("in", "at") and fuller and direction is Direction.TIGHTENS
            return (Direction.UNKNOWN if manner else direction), "modifier"
        return Direction.UNKNOWN, "words"

    def _made(self, extent: Extent) -> Direction:
        """Return the direction of a narrower or wider thing that a duty of care asks to make.

        "Give a clear warning" asks for more than "give a warning".
        """
        duty = self.duty
        cares = duty is not None and duty.act_helps(self.outcome) is not True and self._is_made()
        near = duty is not None and self.side.start - duty.end <= _NEAR
        beside = self.side.words[0] in PREPOSITIONS or is_reversed(self.side, duty)
        sure = cares and near and not beside
        return self.direction(extent, sure=False) if sure else Direction.UNKNOWN

    def _is_made(self) -> bool:
        """Return True for what a duty asks to make, such as a warning, and not for its domain."""
        duty = self.duty
        asked = duty is not None and duty.force is Force.REQUIRE and not duty.refuses
        return asked and self.side.start >= (duty.end if duty else 0) and not in_domain(self.side)

    def _may_follow_an_exception(self) -> bool:
        """Return True for an item that an exception within an earlier item may not govern."""
        side = self.side
        start = self.duty.end if self.duty and self.duty.end <= side.start else 0
        commas = [i for i in range(start, side.start + 1) if side.sentence.comma_before(i)]
        return bool(commas) and "exception" in names(side.before[start : commas[-1]])

    def _is_obscure(self, added: bool) -> bool:
        """Return True if words without a mark tell of no wider or narrower rule."""
        words = self.side.words
        small = STOP_WORDS.issuperset(words) or all(len(w) == 1 and w.isalpha() for w in words)
        signs = not any(word.isalnum() for word in words)
        denies = NEGATIONS.intersection(words) and words[0] not in ("nor", "that", "which", "who")
        if denies or small or signs or words[0] == "see":
            return True
        # "Without a licence and an order": more of an exception may be less of it.
        joined = words[0] == "and" and is_reversed(self.side, self.duty)
        # In a safe-completing clause, what is no longer done may have been care.
        helped = self.duty is not None and (self.duty.restraint(self.outcome) or 0) < 0
        dropped = not added and helped and self.outcome is Outcome.SAFE_COMPLETE
        return joined or dropped or is_example(self.side)

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
        whole = mark == "scope" or {"all", "every", "full", "fully", "always"}.intersection(words)
        return bool(whole) and duty.force is Force.FORBID

    def _is_vague(self) -> bool:
        """Return True if a modifier may narrow a duty or raise it: to check, warn or offer.

        "Give a clear warning" asks for more than "give a warning", "check the costly orders" for
        less than "check the orders".
        """
        side, duty = self.side, self.duty
        adverb = all(word.endswith("ly") for word in side.words)
        if duty is None:
            return adverb and not self._stance("")[0]
        if side.start < duty.start or duty.force is Force.FORBID or duty.refuses:
            return False
        between = side.sentence.texts[duty.end : side.start]
        if "condition" in names(between):
            return False
        care = (duty.restraint(self.outcome) or 0) > 0 or duty.helps is None
        return care and (adverb or not in_domain(side))
