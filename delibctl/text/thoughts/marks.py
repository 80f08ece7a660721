"""The marks around thoughts, as model families write them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from delibctl.text.lazy import later

#: Names that mark thoughts wherever they stand. A family may put its own name before: `seed:think`.
_SURE = (
    r"(?:\w{1,20}[:_])?(?:think|thinking|thoughts?|inner_monologue|chain_of_thought)|antthinking"
)
#: Names that answers use as well; they mark thoughts only at the beginning of a reply.
_LEADING = frozenset(
    {
        "analysis",
        "reflection",
        "scratchpad",
        "reasoning_content",
        "cot",
        "inner_thoughts",
        "reasoning",
    }
)
_NAME = "|".join((_SURE, *sorted(_LEADING)))
_MARK = later(
    rf"""
    (?i:<\s?(?P<tag_close>/?)\s?(?P<tag>{_NAME})(?:\s[^<>]{{0,200}})?>)
    | (?i:<\|(?P<pipe_close>/?)(?P<pipe>think|thinking|thought|reasoning)\|>)
    | (?i:<\|(?P<word>START|BEGIN|END)_(?:OF_)?(?:THINK|THINKING|THOUGHT|REASONING)\|>)
    | (?i:<\|(?:think|thinking|thought)_(?P<end_word>start|begin|end)\|>)
    | \[(?P<square_close>/?)THINK(?:ING)?\]
    | ◁(?P<kimi_close>/?)think▷
    | <\|inner_(?P<inner>prefix|suffix)\|>
    | (?P<gemma_open><\|channel>\s?thought|<unused94>\s?thought)
    | (?P<gemma_close><channel\|>|<unused95>)
    | (?P<details_open><details\s+type="reasoning"[^<>]*>)
    | (?P<details_close></details>)
    """,
    re.VERBOSE,
)
#: The groups that hold the slash of a closing mark, by the group that is read last.
_SLASHES = {"tag": "tag_close", "pipe": "pipe_close"}
_CLOSING_WORDS = frozenset({"/", "end", "suffix"})
#: The groups of marks that people write as well.
_WRITTEN = frozenset({"tag", "square_close", "details_open", "details_close"})
_CLOSING = frozenset({"gemma_close", "details_close"})
#: What marks begin with that do not begin with `<`.
_OTHER_STARTS = ("[THINK", "[/THINK", "◁")


class Mark(NamedTuple):
    """A mark at the beginning or the end of thoughts.

    `special`: it is a token that people do not write. `leading`: it means thoughts only at the
    beginning of a reply.
    """

    name: str
    closes: bool
    start: int
    end: int
    special: bool
    leading: bool

    @property
    def family(self) -> str:
        """Return the kind of mark: a model may close `<think>` with `</thinking>`."""
        return "token" if self.special else "details" if self.name == "details" else "tag"


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of thoughts in a text, in order, also those that are only mentioned."""
    if "<" not in text and not any(start in text for start in _OTHER_STARTS):
        return  # most replies hold none, and the pattern looks at each character
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        said = match[kind].lower()
        name = said if kind == "tag" else kind.partition("_")[0]
        slash = _SLASHES.get(kind)
        yield Mark(
            name=name,
            closes=bool(slash and match[slash]) or said in _CLOSING_WORDS or kind in _CLOSING,
            start=match.start(),
            end=match.end(),
            special=kind not in _WRITTEN,
            leading=name in _LEADING,
        )
