r"""No text contains invisible, direction-changing or look-alike characters.

Why: A reviewer sees one text and the model reads another: hidden orders, ids that match nothing, a
"not" that seems to be in another place.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: "Explain\u200b how to ask."}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: "Explain how to ask."}

Fix: remove the characters; `--fix` removes those without width. Retype a word that mixes alphabets.
Joiners in emoji and in scripts that need them are allowed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Edit, Scalar
from delibctl.text.count import counted
from delibctl.text.invisible import invisible_in
from delibctl.text.lazy import later

#: Scripts that join or separate letters with characters without width.
_JOINING = (
    "\u0600-\u061b\u061d-\u07ff\u0840-\u085f\u08a0-\u0dff\u0e00-\u109f\u1780-\u17b3\u17b6-\u180a"
    "\u1810-\u18af\u1900-\u1aaf\u1b00-\u1bff\ua800-\ua8ff\ua980-\uaaff\ufb50-\ufdff"
    "\ufe70-\ufefc\U00011000-\U0001107e\U00011080-\U000114ff"
)
_PICTURE = "\u00a9\u00ae\u203c-\u205f\u2070-\u27ff\u2801-\u3163\u3165-\u3299\U0001f000-\U0001faff"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
#: Such characters where they belong; matched first, so that only misplaced ones remain.
_RIGHTFUL = (
    f"(?<=[{_JOINING}])[\u200b-\u200d]{{1,2}}|[\u200b-\u200d](?=[{_JOINING}])"
    f"|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])|(?<=[{_PICTURE}0-9#*])[\ufe00-\ufe0f]"
    f"|(?<=[\u1820-\u18aa])[\u180b-\u180f]|(?<=[{_HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    "|(?<=[\u1000-\u109f\ua840-\ua877])\ufe00|\U0001f3f4[\U000e0020-\U000e007e]{2,8}\U000e007f"
    # Fillers of Hangul syllables, joiners of Hebrew marks, and marks of old scripts and of music.
    "|\u115f(?=[\u1161-\u11a7])|(?<=[\u1100-\u115e\ua960-\ua97c])\u1160"
    "|(?<=[\u0590-\u05ff])\u034f(?=[\u0590-\u05ff])|(?<=[\U00011000-\U0001106f])\U0001107f"
    "|(?<=[\U00013000-\U0001342f])[\U00013430-\U0001343f]"
    "|(?<=[\U0001bc00-\U0001bc99])[\U0001bca0-\U0001bca3]"
    "|(?<=[\U0001d100-\U0001d158\U0001d15a-\U0001d172])[\U0001d173-\U0001d17a]"
)
_ZERO_OR_TURNING = (
    r"(?P<zero>[\u00ad\u180e\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<turning>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
)


@cache
def _odd(characters: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern for these characters, by what they do and where they belong."""
    others = "".join(f"\\U{ord(character):08x}" for character in sorted(characters))
    return re.compile(rf"(?P<rightful>{_RIGHTFUL})|{_ZERO_OR_TURNING}|(?P<unseen>[{others}]+)")


#: Escapes in double quotes that may denote such a character.
_ESCAPE = later(r"\\(?:[uUx][0-9A-Fa-f]{2}|[0abefvNLP])")
_RIGHT_TO_LEFT = later("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OPENING, _CLOSING = later("[\u202a\u202b\u2066-\u2068]"), later("[\u202c\u2069]")
#: They display letters in another order than they are read, in every script.
_OVERRIDE = later("[\u202d\u202e]")

_GREEK_CYRILLIC = later("[\u0370-\u03ff\u0400-\u052f]+")
_LATIN = later("[A-Za-z\u00c0-\u024f]")
_WORD = later("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+")
#: Letters that look like Latin ones, and Latin ones that look like Cyrillic.
_LIKE_LATIN = frozenset("аеорсухіїјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_LIKE_CYRILLIC = frozenset("aceopxy")
#: Fewer letters beside Greek ones are probably a unit or a symbol.
_LEAST = 3

#: Fields with words of a user, which may be an attack on purpose.
_USER_FIELDS = {"prompt", "content"}
_LONGEST = 40
_FIRST_CYRILLIC = "\u0400"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Find:
    """A span of a text with a problem; `kind` is a group of `_ODD`, or `mixed`."""

    start: int
    end: int
    kind: str
    words: str


def check(document: Document) -> Iterator[Hit]:
    """Report every value and key with such characters, once per kind of character."""
    text = document.text
    if document.data is None:
        return
    # Invisible characters in ASCII keep a file from being read, unless they are escaped.
    literal = not text.isascii() and (invisible_in(text) or _GREEK_CYRILLIC.search(text))
    escaped = _ESCAPE.search(text)
    if not (literal or escaped):
        return
    for scalar in document.scalars():
        if escaped or not scalar.value.isascii():
            yield from _check(document, scalar)


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    from_user = not scalar.is_key and bool(scalar.path) and scalar.path[-1] in _USER_FIELDS
    if from_user and document.kind == "cases":
        return
    value = _finds(scalar.value)
    raw = _finds(document.raw(scalar.place)) if value else []
    for kind in dict.fromkeys(find.kind for find in value):
        finds = [find for find in value if find.kind == kind]
        if (kind == "mixed" and from_user) or (kind == "turning" and _reads_right(scalar.value)):
            continue
        literal = [find for find in raw if find.kind == kind]
        yield _hit(document, scalar, finds, literal if len(literal) == len(finds) else [])


def _finds(text: str) -> list[_Find]:
    """Return the problems of a text: odd characters first, then mixed words."""
    hidden = invisible_in(text)
    finds = [
        _Find(start=match.start(), end=match.end(), kind=match.lastgroup or "", words=match[0])
        for match in (_odd(hidden).finditer(text) if hidden else ())
        if match.lastgroup != "rightful"
    ]
    end = 0
    for run in _GREEK_CYRILLIC.finditer(text):
        start = run.start()
        if start < end:
            continue
        while start > end and _WORD.match(text[start - 1]):
            start -= 1
        word = _WORD.match(text, start)
        if word and word.end() > end:
            end = word.end()
            if _looks_alike(word[0]):
                finds.append(_Find(start=start, end=end, kind="mixed", words=word[0]))
    return finds


def _looks_alike(word: str) -> bool:
    """Return True if a word mixes in letters that only look like those of its alphabet."""
    latin = [letter for letter in word if _LATIN.match(letter)]
    foreign = [letter for letter in word if not _LATIN.match(letter)]
    if not latin or len(word) < _LEAST:
        return False
    if _LIKE_LATIN.issuperset(foreign):
        return max(foreign) >= _FIRST_CYRILLIC or len(latin) >= _LEAST
    return len(latin) == 1 and len(foreign) >= _LEAST and _LIKE_CYRILLIC.issuperset(latin)


def _reads_right(text: str) -> bool:
    """Return True if direction marks are closed and the text has right-to-left letters."""
    if _OVERRIDE.search(text) or not _RIGHT_TO_LEFT.search(text):
        return False
    return len(_OPENING.findall(text)) == len(_CLOSING.findall(text))


def _hit(document: Document, scalar: Scalar, finds: list[_Find], literal: list[_Find]) -> Hit:
    """Build the hit. `literal`: the same finds in the raw file; empty if written as escapes."""
    kind, place = finds[0].kind, scalar.place
    edits: tuple[Edit, ...] = ()
    if literal:
        offset = document.lines.span(scalar.place)[0]
        first = literal[0]
        lines, name = document.lines, document.name
        place = lines.place(offset + first.start, offset + first.end, name)
        if kind == "zero":
            edits = tuple(
                Edit(place=lines.place(offset + find.start, offset + find.end, name), text="")
                for find in literal
                if _removable(document.raw(scalar.place), find, scalar)
            )
    message, following = _words(kind, finds)
    return Hit(place=place, message=message, next=following, edits=edits)


def _removable(raw: str, find: _Find, scalar: Scalar) -> bool:
    """Return True if YAML reads the rest unchanged without the characters."""
    if scalar.is_key:
        return False
    if scalar.style in ("'", '"'):
        return True
    before, after = raw[: find.start][-1:], raw[find.end :][:1]
    return bool(before and after) and before.isalnum() and (after.isalnum() or after in " .\n")


def _words(kind: str, finds: list[_Find]) -> tuple[str, str]:
    """Return the message and the next step."""
    if kind == "mixed":
        word = finds[0].words
        odd = next(letter for letter in word if not _LATIN.match(letter))
        name = unicodedata.name(odd, "a letter").lower()
        excerpt = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
        return f"{excerpt!r} mixes alphabets: U+{ord(odd):04X} is a {name}", "retype the word"
    characters = "".join(find.words for find in finds)
    codes = ", ".join(sorted({f"U+{ord(character):04X}" for character in characters}))
    noun = "direction-changing character" if kind == "turning" else "invisible character"
    advice = "remove it" if len(characters) == 1 else "remove them"
    return f"{counted(len(characters), noun)}: {codes}", advice


rule = FileRule(code="SEC702", check=check, fixes=Fixes.SAFE)
