"""Replies in channels, as gpt-oss writes them, whole or with their special tokens stripped."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from delibctl.text.lazy import later
from delibctl.text.thoughts.mentions import Mentions

_TOKEN = later(r"<\|(start|channel|message|constrain|end|return|call)\|>")
_CHANNEL = later(r"<\|channel\|>\s{0,3}(?:analysis|commentary|final)", re.IGNORECASE)
#: What is left of `<|start|>assistant<|channel|>final<|message|>` without its tokens.
_FINAL = later(r"assistant[\r\n]{0,4}final(?![a-z])")
_JOINED_FINAL = later(r"assistantfinal(?![a-z])")
_OPENING = later(r"\s*(?:assistant)?(?:analysis|commentary)(?=[A-Z0-9\"“'{\[(<]|\s|to=)")
_SURE_OPENING = later(r"\s*(?:assistant)?(?:analysis|commentary)(?=[A-Z]| to=)")
#: Not the name of a variable, such as `finalScore = 3`.
_FINAL_OPENING = later(
    r"\s*(?:assistant)?final(?=[A-Z{<\[])(?!\[\d)(?!\w{1,60}(?:\s{0,3}=|\(|\.\w|\[))"
)


@dataclass(frozen=True, slots=True)
class Channels:
    """The final channel of a reply, None if it is missing, and the text of the others."""

    thoughts: str
    final: str | None


def first_token(text: str) -> int | None:
    """Return the offset of the first channel token; None without one."""
    first = _CHANNEL.search(text)
    return first.start() if first else None


def channels(text: str) -> Channels:
    """Return the channels of a reply that has their tokens."""
    thoughts: list[str] = []
    finals: list[str] = []
    channel, state, position = "analysis", "message", 0
    for token in [*_TOKEN.finditer(text), None]:
        piece = text[position : token.start() if token else len(text)]
        if state == "channel":
            channel = piece.split()[0].lower() if piece.split() else channel
        elif state == "message":
            (finals if channel == "final" else thoughts).append(piece.strip())
        if token is None:
            break
        name, position = token[1], token.end()
        if name in ("channel", "message"):
            state = name
        elif name == "start":
            # The next message names its channel; one without is the answer.
            channel, state = "final", "role"
        else:
            state = "role"
    final = "\n\n".join(filter(None, finals))
    return Channels(thoughts="\n\n".join(filter(None, thoughts)), final=final or None)


def stripped_channels(text: str, mentions: Callable[[], Mentions]) -> Channels | None:
    """Return the channels of a reply whose tokens a server removed; None if it has none."""
    opening = _OPENING.match(text)
    mark = next(
        (
            mark
            for mark in (_FINAL if opening else _JOINED_FINAL).finditer(text)
            if not mentions().has(mark.start(), mark.end(), in_thoughts=opening is not None)
        ),
        None,
    )
    if mark is not None:
        begin = opening.end() if opening else 0
        return Channels(thoughts=text[begin : mark.start()].strip(), final=text[mark.end() :])
    sure = _SURE_OPENING.match(text)
    if sure is not None:
        return Channels(thoughts=text[sure.end() :].strip(), final=None)
    final = _FINAL_OPENING.match(text)
    return Channels(thoughts="", final=text[final.end() :]) if final else None
