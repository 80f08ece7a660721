"""The part of a reply's text that its reader sees, by the strictest reading.

`text.thoughts` reads replies kindly: a mark that is only mentioned stays in the answer. Here a
mark counts wherever it stands, as a chat template would split there too. What is not well formed
has no visible text, so that no reasoning is ever taken for an answer.
"""

import re

from delibctl.deliberate import structured, tagged
from delibctl.deliberate.parse import parse
from delibctl.model import Form
from delibctl.text.lazy import later
from delibctl.text.thoughts import split_thoughts
from delibctl.text.thoughts.harmony import channels
from delibctl.text.thoughts.marks import marks

#: Passes after which a text that still changes has no visible part; each takes linear time.
_PASSES = 6
_TOKEN = later(r"<\|[a-z]\w{0,30}\|>", re.IGNORECASE)
_CHANNEL = later(r"<\|(?:channel|message)\|>")
_SPECIAL = (
    r"<\|[a-z]\w{0,30}\|>|<｜[^<>｜]{1,40}｜>|</?s>|<(?:bos|eos|pad|start_of_turn|end_of_turn)>"
)
_LEADING = later(rf"(?:\s|{_SPECIAL})+", re.IGNORECASE)
_TRAILING = later(rf"(?:{_SPECIAL})\s*\Z", re.IGNORECASE)
#: The longest special token, and blanks around it.
_TOKEN_LENGTH = 60
_WRAPPED = later(r"\s*<answer>(.*)</answer>\s*", re.IGNORECASE | re.DOTALL)


def visible_text(text: str) -> str:
    """Return the text outside of every mark of reasoning; empty if it is malformed.

    Reasoning is what stands between marks of thoughts (nested, repeated, in any case, with
    attributes), in channels other than `final`, before a first closing mark, and in the reasoning
    field of delibctl's own layouts. A mark that is opened and never closed, or closed once too
    often, makes the whole text malformed. The result has no visible part of its own to remove:
    `visible_text` of it is the same text.
    """
    for _ in range(_PASSES):
        seen = _unwrapped(_outside_layout(_outside_marks(_final_channel(text))))
        if seen == text:
            return seen
        text = seen
    return ""


def _final_channel(text: str) -> str:
    tokens = _TOKEN.sub(lambda token: token[0].lower(), text)
    if _CHANNEL.search(tokens):
        return channels(tokens).final or ""
    # Channels whose tokens a decoder left out, and thoughts that only words announce.
    split = split_thoughts(text)
    stripped = split.thoughts and not any(True for _ in marks(text))
    return split.text if stripped else text


def _outside_marks(text: str) -> str:
    """Return what stands outside of all marks of thoughts; empty if they do not pair up."""
    kept: list[str] = []
    opened: list[bool] = []  # for each open mark, whether it is a <details>
    position, first = 0, True
    for mark in marks(text):
        details = mark.name == "details"
        if details and mark.closes and True not in opened:
            continue  # of an ordinary <details>
        if not mark.closes:
            if not opened:
                kept.append(text[position : mark.start])
            opened.append(details)
        elif opened:
            opened.pop()
        elif not first:
            return ""
        first, position = False, mark.end
    if opened:
        return ""
    kept.append(text[position:])
    return "\n\n".join(filter(None, (piece.strip() for piece in kept)))


def _outside_layout(text: str) -> str:
    """Return the answer of a reply in one of delibctl's layouts; other texts as they are."""
    object, tags = structured.read(text), tagged.read(text)
    # Thoughts in tags are cut already; the other tags of the layout are left.
    in_tags = tags is not None and (tags.reasoning or tags.citations or tags.style)
    if not (in_tags or (object is not None and object.reasoning)):
        return text
    parsed = parse(text, ())
    return "" if parsed is None or parsed.form is Form.FREE else parsed.answer


def _unwrapped(text: str) -> str:
    """Return a text without the special tokens at its ends, and without tags of an answer."""
    leading = _LEADING.match(text)
    text = (text[leading.end() :] if leading else text).rstrip()
    while token := _TRAILING.search(text, max(0, len(text) - _TOKEN_LENGTH)):
        text = text[: token.start()].rstrip()
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped[1].strip() if wrapped else text
