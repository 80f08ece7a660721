"""Names of styles in the sentences of a reasoning: which of them are meant, and how firmly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from delibctl.deliberate.denials import NEAR, denied, hypothetical
from delibctl.model import BUILT_IN_STYLES, Policy
from delibctl.text.lazy import later

_STYLE = r"(?:styles?|stil|estilos?|stile|スタイル|风格|様式|样式)"
#: Words that may stand between "style" and a name, or between a name and "style".
_STYLE_BEFORE = later(
    rf"{_STYLE}(?:\W+(?:guide|is|are|be|to|use|here|should|must|called|named|for|this|of|the|a|an|"
    r"it|ist|der|est|le|es|el|é|è|lo|o|は|是|为|為)\b|\W*[は是为為])*\W*$",
    re.IGNORECASE,
)
_STYLE_AFTER = later(rf"\W{{0,3}}(?:-\s*)?{_STYLE}", re.IGNORECASE)
#: Words with which a model settles on one of several styles.
_SETTLED = later(
    r"\b(?:use|using|apply|applies|choose|follow|pick|take|go(?:ing)? with|settle on|"
    r"(?:answer|respond|reply) (?:in|with)|calls? for)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
#: What joins two names of one statement.
_JOINT = later(r"\W*(?:or|and|oder|und|ou|et|o|e|y)?\W*", re.IGNORECASE)
_OUTCOME_WORD = later(r"refus\w*|declin\w*|complet\w*|compl(?:y|iance)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedStyle:
    """A style that a sentence names. `firm`: it says that this is the style, or settles on it."""

    style: str
    firm: bool
    quote: str


def named_in(sentence: str, policy: Policy) -> Iterator[NamedStyle]:
    """Yield the styles that a sentence names and does not deny, in order.

    A name that is made of ordinary words counts only beside the word "style", or if it says what
    is done: "a hard refusal".
    """
    if hypothetical(sentence):
        return
    end, was_firm = 0, False
    elsewhere = _other_ids(tuple(policy.category_of.items()))
    for match in _pattern(_names(policy)).finditer(sentence):
        before = sentence[max(match.start() - NEAR, 0) : match.start()]
        after = sentence[match.end() : match.end() + NEAR]
        style = _of(match[0], policy)
        stated = bool(_STYLE_BEFORE.search(before) or _STYLE_AFTER.match(after))
        tells = _is_telling(match[0]) and style not in elsewhere and not _is_outcome(style, policy)
        if (stated or tells) and not denied(before, after):
            joined = was_firm and _JOINT.fullmatch(sentence, end, match.start())
            was_firm = stated or bool(joined or _SETTLED.search(before))
            end = match.end()
            yield NamedStyle(style=style, firm=was_firm, quote=match[0])


@lru_cache(maxsize=4)
def _other_ids(category_of: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(id for pair in category_of for id in pair)


def _is_telling(written: str) -> bool:
    """Return True if a text is written as an id, or its words say what is done."""
    parts = re.split(r"[-_.]", written)
    return len(parts) > 1 or (" " in written and bool(_OUTCOME_WORD.search(written)))


def _is_outcome(style: str, policy: Policy) -> bool:
    """Return True for a built-in style: its name is first of all that of an outcome."""
    return style in BUILT_IN_STYLES and style not in policy.styles


def _names(policy: Policy) -> tuple[str, ...]:
    return (*policy.styles, *(name for name in BUILT_IN_STYLES if name not in policy.styles))


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    spelled = "|".join(r"[-_. ]".join(map(re.escape, _parts(name))) for name in longest_first)
    # Scripts without spaces count \w on both sides, so only Latin letters and digits bound a name.
    return re.compile(
        rf"(?<![A-Za-z0-9_.-])(?:{spelled})(?![A-Za-z0-9_-]|\.[A-Za-z0-9])", re.IGNORECASE
    )


def _of(written: str, policy: Policy) -> str:
    """Return the style that is written so; of two spelled alike, the one written exactly so."""
    names = [name for name in _names(policy) if _parts(name) == _parts(written)]
    return written if written in names else names[0]


def _parts(name: str) -> list[str]:
    return re.split(r"[-_. ]", name.casefold())
