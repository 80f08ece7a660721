"""What says less than a word: the denial of its opposite, what seems so, and what may be so."""

from delibctl.compare.wording.adverbs import WIDENING
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.extent import Extent
from delibctl.compare.wording.vocabulary import NEGATIONS, word_set
from delibctl.text.stems import STOP_WORDS, stems

_FAILING = word_set("fail fails failed failing")
_DENYING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
#: Words that a denial has around its verb.
_SMALL = STOP_WORDS | NEGATIONS | _FAILING | word_set("do does did be been quite too very")
_LONGEST = 6
#: Verbs of modality by how likely they make something: what stands later says more.
_POSSIBLE = word_set("may might could can")
_ACTUAL = word_set("will would do does did is are has have")


def litotes(out: Side, into: Side) -> Extent | None:
    """Return that "condemns" turned into "does not support" covers more; None for other edits.

    The opposite of what is denied is more than its denial. A word that is itself denied, as in
    "supports" turned into "does not support", says nothing of the kind.
    """
    denied = [_denied(side.words) for side in (out, into)]
    if (denied[0] is None) is (denied[1] is None) or max(
        map(len, (out.words, into.words))
    ) > _LONGEST:
        return None
    plain, denial = (into, denied[0]) if denied[1] is None else (out, denied[1])
    contents = set(stems(word for word in plain.words if word not in STOP_WORDS))
    if not contents or not denial or contents & denial or WIDENING.count(plain.words):
        return None
    if any(_opposes(one, other) for one in contents for other in denial):
        return None
    return Extent.MORE if denied[1] is not None else Extent.LESS


def _denied(words: tuple[str, ...]) -> frozenset[str] | None:
    """Return the stems of what words deny; None if they deny nothing."""
    place = next((i for i, word in enumerate(words[:3]) if word in ("not", "never")), None)
    if place is None:
        failing = words[:1] and words[0] in _FAILING and words[1:2] == ("to",)
        place = 1 if failing else None
    if place is None or "but" in words or not (NEGATIONS | _FAILING).isdisjoint(words[place + 1 :]):
        return None
    return frozenset(stems(word for word in words[place + 1 :] if word not in _SMALL))


def _opposes(one: str, other: str) -> bool:
    """Return True for "clear" and "unclear": of these, the denial of one is the other."""
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in _DENYING_PREFIXES)


def modality(out: Side, into: Side) -> Extent | None:
    """Return that "could" turned into "would readily" covers less; None for other edits."""
    first = [next(iter(side.words), "") for side in (out, into)]
    if (
        len(out.words) > 2
        or len(into.words) > 2
        or NEGATIONS.intersection((*out.words, *into.words))
    ):
        return None
    if first[0] in _POSSIBLE and first[1] in _ACTUAL:
        return Extent.LESS
    return Extent.MORE if first[0] in _ACTUAL and first[1] in _POSSIBLE else None


#: Before a verb, these say that something only seems so.
_SEEMING = frozenset(stems(["appear", "seem", "purport", "profess", "tend"]))


def seems(words: tuple[str, ...]) -> bool:
    """Return True for "appear to" and the like: what seems so is more than what is so."""
    return len(words) > 1 and words[-1] == "to" and stems(words[:1])[0] in _SEEMING


def is_before_a_verb(words: tuple[str, ...]) -> bool:
    """Return True for a verb with "to": "manage to", "be willing to"."""
    return len(words) > 1 and words[-1] == "to"
