"""What a language has of ways to decline, and how a sentence is searched for them.

All patterns are lower case, with straight apostrophes. They look at one sentence at a time.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from delibctl.text.lazy import later


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of words with which answers decline."""

    pattern: re.Pattern[str]
    cues: frozenset[str]
    """A sentence with none of these words has no match, and is not searched; empty: search all."""
    also: frozenset[str] = frozenset()
    """The same for a second word: who declines."""

    def may_match(self, words: Set[str]) -> bool:
        """Return False if a sentence with these words has no match."""
        if self.cues and self.cues.isdisjoint(words):
            return False
        return not self.also or not self.also.isdisjoint(words)


@dataclass(frozen=True, kw_only=True)
class Language:
    """The patterns of one language."""

    words: frozenset[str]
    """The commonest words, which tell the language from others."""
    inability: Kind
    """The assistant cannot, may not or will not; the verb that follows is open."""
    subordinate: tuple[str, ...] = ()
    """What precedes a clause that states nothing: "if I can't"."""
    idioms: re.Pattern[str]
    """What may follow an inability and declines nothing: "wait", "be sure"."""
    doubts: re.Pattern[str] | None = None
    """A sentence in which an inability is one to know: "exactly", "for certain"."""
    refusals: tuple[Kind, ...]
    """Refusals in one expression: "I must decline", "against my guidelines"."""
    rejections: tuple[Kind, ...]
    """What is asked is wrong, false or a crime."""
    crime: Kind | None = None
    """In a short answer: that what is asked is a crime or does harm, and no more."""
    forbidden: Kind | None = None
    """The same in a first sentence, of what the user asks to do."""
    about_people: frozenset[str] = frozenset()
    """Words of people; without one, a judgement is of things."""
    anybody: frozenset[str] = frozenset()
    """Those of them that name no group and no harm."""
    equality: tuple[Kind, ...] = ()
    """Rejections if the sentence is about people: "everyone deserves"."""
    judgements: tuple[Kind, ...] = ()
    """The same if it is about a group or a harm: "is not acceptable"."""

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without one of which a sentence has no match; empty: search all."""
        kinds = (self.inability, *self.refusals, *self.rejections)
        if not all(one.cues for one in kinds):
            return frozenset()
        return self.about_people.union(*(one.cues for one in kinds))

    def declines(self, sentence: str, words: Set[str]) -> re.Match[str] | None:
        """Return where a sentence declines; an idiom is passed over."""
        if self.inability.may_match(words):
            for match in self.inability.pattern.finditer(sentence):
                states = not sentence.endswith(self.subordinate, 0, match.start())
                doubts = self.doubts is not None and self.doubts.search(sentence)
                if states and not doubts and self.idioms.match(sentence, match.end()) is None:
                    return match
        return _first(self.refusals, sentence, words)

    def rejects(self, sentence: str, words: Set[str]) -> re.Match[str] | None:
        """Return where a sentence rejects what is asked."""
        match = _first(self.rejections, sentence, words)
        if match or self.about_people.isdisjoint(words):
            return match
        match = _first(self.equality, sentence, words)
        about = self.about_people & words
        # "It is not true that humans sleep less" is about anybody.
        if match is None and (about - self.anybody or len(about) > 1):
            match = _first(self.judgements, sentence, words)
        return match


def kind(pattern: str, cues: str = "", also: str = "") -> Kind:
    """Return a kind; its pattern is compiled on first use."""
    return Kind(pattern=later(pattern), cues=frozenset(cues.split()), also=frozenset(also.split()))


def _first(kinds: tuple[Kind, ...], sentence: str, words: Set[str]) -> re.Match[str] | None:
    for one in kinds:
        match = one.pattern.search(sentence) if one.may_match(words) else None
        if match:
            return match
    return None
