"""Words put for others, and what that does to the extent of a rule."""

import re
from dataclasses import dataclass

from delibctl.compare.wording.adverbs import DENYING, PREDOMINANT, WIDENING, exchanged
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.extent import Extent
from delibctl.compare.wording.markers import ONLY, SCOPES
from delibctl.compare.wording.modifiers import PREPOSITIONS, is_number
from delibctl.compare.wording.vocabulary import NEGATIONS, word_set
from delibctl.text.stems import STOP_WORDS, stems

_ARTICLES = word_set("a an the this that these those their its his her")
_DETERMINERS = word_set("a an any each every the multiple several some")
_COMPARING = word_set("least most than more fewer less over")
_LINKS = word_set("and or nor but")
_VERBS = word_set("is are was were be been being has have had")
#: Nouns that nearly all others of their kind fall under.
_GENERAL = tuple(
    frozenset(stems(line.split()))
    for line in (
        "person people individual user human other others anyone someone everyone anybody somebody "
        "everybody",
        "content material information text thing anything something item detail data output",
        "substance product",
    )
)
_GENERAL_WORDS = frozenset().union(*_GENERAL)
#: A specific term has at most this many words.
_TERM = 4
_DENIAL = re.compile(
    r"^((that|which|who) )?(without( any)?|(are |is |be )?(free (of|from)|devoid of)|no|not|never"
    r"|non|lack(s|ing)?|avoid(s|ing)?|(do|does) not( \w+)?|omit(s|ting)?|refrain(s|ing)? from)\b"
)
_RELATIVE = re.compile(r"(that|which|who)\b")
#: Not all that calls for something must be read so.
_NEEDED = re.compile(
    r"(that|which|who) (must|has to|have to|needs? to|is required to|are required)"
)
#: Words that deny less than all of something.
_WEAK_DENIAL = re.compile(
    r"\b(little|few|fewer|less|minimal|limited|reduced|low|scant|rare|occasional|at most|up to"
    r"|no more than|hardly|barely|scarcely|rarely|seldom|mostly|largely|mainly|almost|nearly"
    r"|with or without|try to|tries to|aim to|should|preferably"
    r"|not (\w+ly|too|very|always|certain|sure|only|just|all|every|quite|so|much|many))\b"
)


@dataclass(frozen=True)
class Replacement:
    """The effect of words put for others: the extent of the rule, and whether that is sure."""

    rule: str
    extent: Extent
    sure: bool = True


def replacement(out: Side, into: Side, *, orders: bool) -> Replacement | None:
    """Return what words do to the extent of a rule when they are put for others.

    `orders`: they stand within what a duty asks for, where a specific thing may be more.
    """
    if way := exchanged(out.words, into.words):
        return Replacement("possibility", Extent.MORE if way > 0 else Extent.LESS)
    if _NEEDED.match(" ".join(into.words)) and not _RELATIVE.match(" ".join(out.words)):
        return Replacement("possibility", Extent.LESS, sure=False)
    for rule in (_age, _denial, _focus, _amount, _detail):
        if (change := rule(out, into)) is not None:
            return change
    return None if orders else _kind(out, into)


def _age(out: Side, into: Side) -> Replacement | None:
    """Return the effect of "minors" turned into "people under 16"."""
    before, after = (_upper_age(side) for side in (out, into))
    if not before or not after or before == after:
        return None
    return Replacement("age", Extent.MORE if after > before else Extent.LESS)


def _upper_age(side: Side) -> int:
    """Return the age below which words select people; 0 if they do not."""
    if side.words in (("minors",), ("minor",), ("a", "minor")):
        return 18
    match = re.fullmatch(r"[a-z ]*\b(?:under|below|younger than) (\d{1,2})", " ".join(side.words))
    return int(match[1]) if match else 0


def _denial(out: Side, into: Side) -> Replacement | None:
    """Return the effect of "without" turned into "with little", and the reverse."""
    before, after = (_denies(side) for side in (out, into))
    if before == after or not (before and after):
        return None
    return Replacement("denial", Extent.MORE if after == "weakly" else Extent.LESS)


#: Adverbs that single out a part of a whole, by how much of the rest they leave in.
_FOCUS = {
    **dict.fromkeys(word_set("particularly especially notably including even"), 3),
    **dict.fromkeys(PREDOMINANT, 2),
    **dict.fromkeys(ONLY | {"specifically"}, 1),
}
_FOCUS_LINKS = word_set("but and in where when if insofar as when for")


def _focus(out: Side, into: Side) -> Replacement | None:
    """Return the effect of "especially" turned into "but only": the rest is left out now."""
    ranks = [_focus_of(side) for side in (out, into)]
    if None in ranks or ranks[0] == ranks[1]:
        return None
    return Replacement("focus", Extent.MORE if (ranks[1] or 0) > (ranks[0] or 0) else Extent.LESS)


def _focus_of(side: Side) -> int | None:
    """Return how much of the rest words leave in; None if they are no adverb of this kind."""
    found = [_FOCUS[word] for word in side.words if word in _FOCUS]
    others = [word for word in side.words if word not in _FOCUS]
    return found[0] if len(found) == 1 and _FOCUS_LINKS.issuperset(others) else None


def _denies(side: Side) -> str:
    """Return how words deny what follows: "fully", "weakly" or "" if they do not."""
    text = " ".join(side.words)
    if _WEAK_DENIAL.search(text):
        return "weakly"
    return "fully" if _DENIAL.search(text) else ""


def denies_less(side: Side) -> bool:
    """Return True if words make a denial say less: "mostly without", "with or without"."""
    words, following = side.words, side.following[:1]
    if words in (("or", "without"), ("with", "or")):
        return True
    weak = words[0] in PREDOMINANT or words in WIDENING
    return weak and following in (("without",), ("free",))


def _detail(out: Side, into: Side) -> Replacement | None:
    """Return the effect of "adults" turned into "adult athletes", or of "any" into "the main"."""
    barred = {*_LINKS, *NEGATIONS, *DENYING, *ONLY, *_VERBS}
    if any(
        barred.intersection(side.words) or len(max(side.words, key=len)) < 2 for side in (out, into)
    ):
        return None  # "a" may be the letter of a class
    contents = [_content(side) for side in (out, into)]
    if not all(_names_a_set(side) or _content(side) for side in (out, into)):
        return None
    scopes = [_scope(side) for side in (out, into)]
    if contents[0] < contents[1] and scopes[1] <= scopes[0]:
        return Replacement("detail", Extent.LESS, sure=bool(contents[0]))
    if contents[1] < contents[0] and scopes[0] <= scopes[1]:
        return Replacement("detail", Extent.MORE, sure=bool(contents[1]) or scopes[1] >= 4)
    return None


def _is_amount(side: Side) -> bool:
    """Return True for "two or three", "more than one" and "at least ten"."""
    return any(is_number(word) for word in side.words) and all(
        is_number(word) or word in STOP_WORDS or word in _COMPARING for word in side.words
    )


def _amount(out: Side, into: Side) -> Replacement | None:
    """Return the effect of "a" turned into "more than one", and the reverse."""
    if _is_amount(into) and len(out.words) == 1 and out.words[0] in _DETERMINERS:
        return Replacement("amount", Extent.LESS, sure=False)
    if _is_amount(out) and len(into.words) == 1 and into.words[0] in _DETERMINERS:
        return Replacement("amount", Extent.MORE, sure=False)
    return None


def _names_a_set(side: Side) -> bool:
    """Return True if the first word is an article or selects a share of a set."""
    return side.words[0] in _ARTICLES or side.words[0] in SCOPES


def _content(side: Side) -> set[str]:
    skipped = STOP_WORDS | _ARTICLES | PREPOSITIONS | set(SCOPES)
    return set(stems(word for word in side.words if word not in skipped))


def _scope(side: Side) -> float:
    """Return the share of a set that words select; an article selects all of it."""
    return min((SCOPES[word] for word in side.words if word in SCOPES), default=3.5)


def _kind(out: Side, into: Side) -> Replacement | None:
    """Return the effect of a general noun turned into a specific one, and the reverse."""
    if any(len(side.words) > _TERM or NEGATIONS.intersection(side.words) for side in (out, into)):
        return None
    before, after = (_content(side) for side in (out, into))
    if not before or not after or "even" in (*out.words, *into.words):
        return None
    for general in _GENERAL:
        if before <= general and not after & _GENERAL_WORDS:
            return Replacement("kind", Extent.LESS, sure=False)
        if after <= general and not before & _GENERAL_WORDS:
            return Replacement("kind", Extent.MORE, sure=False)
    return None
