"""The forms of English verbs and nouns."""

import re

_IRREGULAR = {
    "begin": ("began", "begun"),
    "build": ("built",),
    "buy": ("bought",),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "find": ("found",),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "grow": ("grew", "grown"),
    "hide": ("hid", "hidden"),
    "hurt": ("hurt",),
    "keep": ("kept",),
    "lay": ("laid",),
    "lead": ("led",),
    "leave": ("left",),
    "make": ("made",),
    "prove": ("proved", "proven"),
    "put": ("put",),
    "show": ("showed", "shown"),
    "speak": ("spoke", "spoken"),
    "stick": ("stuck",),
    "take": ("took", "taken"),
    "understand": ("understood",),
}
#: Verbs of more than one syllable that double their last letter.
_DOUBLING = {"admit", "begin", "commit", "occur", "prefer", "refer"}
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


def forms_of_verb(phrase: str) -> list[list[str]]:
    """Return the base, the form with s, the past forms and the form with ing of a verb."""
    verb, _, rest = phrase.partition(" ")
    doubled = verb + verb[-1] if verb in _DOUBLING or _SHORT.fullmatch(verb) else verb
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else doubled
    past = _IRREGULAR.get(verb, (_with_ed(verb, stem),))
    forms = [[verb], [_with_s(verb)], list(past), [stem + "ing"]]
    return [[f"{form} {rest}".strip() for form in same] for same in forms]


def forms_of_noun(phrase: str) -> list[list[str]]:
    """Return the singular and the plural of a noun, of which the last word is inflected."""
    return [[phrase], [_with_s(phrase)]]


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "go", "do")) else "s")


def _with_ed(verb: str, stem: str) -> str:
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else stem + "ed"
