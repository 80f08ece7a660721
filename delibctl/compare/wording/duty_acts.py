"""The act of a duty: help, restraint or care."""

from functools import cache, lru_cache
from itertools import pairwise

from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.lexicon import (
    ADDING,
    AMBIGUOUS_OBJECTS,
    CAREFUL_OBJECTS,
    CARING,
    CHARITY,
    HELPING,
    LESSENING,
    OBEYING,
    PROTECTED,
    REFUSING,
    REQUESTS,
    TELLING,
    TONE,
    TRUSTING,
    WARNING,
    WITHHOLDING,
    stem_set,
)
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, word_set
from delibctl.text.stems import stems

_ADVERBS = word_set(
    "also then be to still only just always generally usually normally typically actively directly "
    "knowingly readily freely simply ever even either both fully instead first have been "
    "explicitly clearly politely briefly openly strictly gently firmly attempt try intentionally "
    "proactively often sometimes perhaps maybe almost somewhat frequently largely likewise"
)
_NO_ADVERBS = word_set(
    "apply reply comply imply rely supply multiply family friendly elderly anomaly ally bully rally"
)

_BASES = {
    "drawn": "draw",
    "given": "give",
    "made": "make",
    "said": "say",
    "shown": "show",
    "sold": "sell",
    "taught": "teach",
    "told": "tell",
    "withheld": "withhold",
    "written": "write",
}


@cache
def stems_of(words: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return stem_set(words)


@lru_cache(maxsize=100_000)
def is_adverb(word: str) -> bool:
    """Return True for an adverb that may precede an act."""
    return word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERBS)


@lru_cache(maxsize=10_000)
def act_of(force: Force, words: tuple[str, ...]) -> tuple[bool | None, bool]:
    """Return True if the act is help, False if restraint or care; and True if it refuses."""
    acts = [(index, word) for index, word in enumerate(words[:8]) if not is_adverb(word)]
    if not acts:
        return None, False
    position, verb = acts[0]
    stem = _stem_of_verb(verb)
    following = words[position + 1 : position + 8]
    until = next((i for i, w in enumerate(following) if w in CLAUSE_STARTS - {"why"}), None)
    is_duty = force in (Force.REQUIRE, Force.RELEASE)
    if stem in stems_of(WITHHOLDING):
        # "avoid refusing" and "stop warning" hold nothing back
        inner = stems(following[:1])
        double = bool(inner) and following[0].endswith("ing")
        return double and inner[0] in stems_of(WITHHOLDING), stem in stems_of(REFUSING)
    objects = frozenset(stems(following[:until]))
    if stem in stems_of(OBEYING) and stems_of(REQUESTS).intersection(objects):
        return True, False
    if stem in stems_of(TELLING) and "to" in following[1:3]:
        return None, False  # "tell them to call a doctor"
    respects = stem == "respect" and stems_of(PROTECTED).isdisjoint(objects)
    if respects:
        return None, False  # "respect the user's choice"
    if stem in stems_of(TRUSTING) and not stems_of(CHARITY).isdisjoint(objects):
        return True, False  # "assume good intent"
    cared_for = not stems_of(CAREFUL_OBJECTS).isdisjoint(objects)
    if stem in stems_of(LESSENING) and cared_for:
        return None, False  # "limit warnings"
    if stem in stems_of(CARING):
        frees = force is Force.FORBID and stem in stems_of(WARNING)
        return (False if frees or is_duty else None), False
    if cared_for and stem in stems_of(f"{ADDING} {HELPING if is_duty else ''}"):
        return False, False
    unclear = stems_of(AMBIGUOUS_OBJECTS).intersection(objects)
    return (True if stem in stems_of(HELPING) and not unclear else None), False


@lru_cache(maxsize=10_000)
def verb_of(words: tuple[str, ...]) -> str:
    """Return the stem of the verb after a duty; "" if there is none."""
    verb = next((word for word in words[:4] if not is_adverb(word)), "")
    return _stem_of_verb(verb)


def _stem_of_verb(verb: str) -> str:
    return stems([_BASES.get(verb, verb)])[0]


def gives_care(subject: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return True for "a warning (must) be shown": what is given is care."""
    following = [word for word in words[:4] if not is_adverb(word) or word == "be"]
    return following[:1] == ["be"] and not stems_of(CAREFUL_OBJECTS).isdisjoint(stems(subject))


def skips_care(words: tuple[str, ...]) -> bool:
    """Return True if the thing left out is care, such as a warning."""
    return not stems_of(CAREFUL_OBJECTS).isdisjoint(stems(words[:4]))


def is_tone(words: tuple[str, ...]) -> bool:
    """Return True if an act concerns the tone of an answer alone."""
    return verb_of(words) in stems_of(TONE)


def turns(words: tuple[str, ...], helps: bool | None) -> bool:
    """Return True if "and" joins an act of another kind: "give an overview and ask"."""
    other = stems_of(CARING if helps else HELPING)
    return any(
        link in ("and", "but") and not word.endswith("ly") and stems([word])[0] in other
        for link, word in pairwise(words)
    )
