"""Defined terms that have another name than before."""

import re
from collections import defaultdict
from collections.abc import Iterable

from delibctl.compare.kinds import FORMATTING_CHANGED, TEXT_CHANGED
from delibctl.compare.lineage.following import Marking
from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.compare.wording.folding import words
from delibctl.model import Outcome, Policy
from delibctl.text.terms import marked

#: The longest word that may be a letter, a number or an abbreviation.
_SHORT = 2
_UNDIRECTED = {Direction.NEUTRAL, Direction.UNKNOWN}


def renamed_terms(old: Policy, new: Policy) -> dict[str, str]:
    """Return old term to new term: spelled otherwise, or of the same meaning under a plain name.

    A meaning that several terms have tells none of them apart.
    """
    lost = [term for term in old.definitions if term not in new.definitions]
    gained = [term for term in new.definitions if term not in old.definitions]
    if not lost or not gained:
        return {}
    by_spelling = {spelling(term): term for term in reversed(gained)}
    names: dict[str, str] = {}
    for term in lost:
        if namesake := by_spelling.pop(spelling(term), None):
            names[term] = namesake
    before = _by_meaning(old, (term for term in lost if term not in names))
    after = _by_meaning(new, (term for term in gained if term not in names.values()))
    for meaning, term in before.items():
        if meaning in after and is_plain(term, after[meaning]):
            names[term] = after[meaning]
    return names


def spelling(term: str) -> str:
    """Return a term without upper case, with spaces for hyphens."""
    return " ".join(re.split(r"[\s_-]+", term.casefold()))


def is_same_name(old: str, new: str) -> bool:
    """Return True if two names differ only in upper case, plurals, hyphens and spaces."""
    names = ("".join(map(_singular, spelling(name).split())) for name in (old, new))
    return next(names) == next(names)


def _singular(word: str) -> str:
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_plain(old: str, new: str) -> bool:
    """Return True if the words of a new name loosen or tighten nothing by themselves.

    A short word, as in class I or Schedule B, may be all that tells two names apart.
    """
    if any(len(word) <= _SHORT for word in {*words(old)} ^ {*words(new)}):
        return False
    wording = classify(old, new, Outcome.REFUSE)
    return wording.kind in {TEXT_CHANGED, FORMATTING_CHANGED} and wording.direction in _UNDIRECTED


def _by_meaning(policy: Policy, terms: Iterable[str]) -> dict[str, str]:
    """Return meaning to term, for meanings that occur once; the term itself may be in it."""
    same: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        meaning = Marking({term: "\x00"}, marked).marked(policy.definitions[term])
        same[" ".join(words(meaning))].append(term)
    return {meaning: names[0] for meaning, names in same.items() if len(names) == 1}
