"""Reading replies with the layout <reasoning> <citations> <style> <answer>."""

import re

from delibctl.deliberate.citations import citation_lines, clean_style
from delibctl.deliberate.copied import answer_of, describes_other_keys, placeholder
from delibctl.deliberate.stated import Stated
from delibctl.deliberate.tag_blocks import FENCE, TAG, Block, blocks_of, is_fenced
from delibctl.model import Deliberation, Form
from delibctl.text.lazy import later

_WRAPPED = later(r"\A(`{3,}+|~{3,}+)[^\n]*+\n(.*)\n[ \t]*\1\Z", re.DOTALL)


def read(text: str) -> Deliberation | None:
    """Return the content of the tags; None if the text has none, or only mentions them."""
    text, _ = _unwrapped(text)
    blocks = _meant(text)
    if blocks is None:
        return None
    # Of a draft and a final version the final one counts, unless it is empty or a placeholder.
    parts = {block.name: block.content for block in blocks if _says_something(block.content)}
    return Deliberation(
        form=Form.TAGGED,
        answer=answer_of(parts.get("answer", ""), parts.get("reasoning", "")),
        reasoning=parts.get("reasoning", ""),
        citations=tuple(citation_lines(parts.get("citations", ""))),
        style=clean_style(parts.get("style", "")),
    )


def stated(text: str) -> list[Stated]:
    """Return what each answer states, with the tags between it and the answer before it."""
    text, offset = _unwrapped(text)
    found: list[Stated] = []
    parts: dict[str, Block] = {}
    for block in _meant(text) or ():
        if not _says_something(block.content):
            continue
        parts[block.name] = block
        if block.name != "answer":
            continue
        citations, style = parts.get("citations"), parts.get("style")
        found.append(
            Stated(
                place=(offset + block.start, offset + block.end),
                answer=block.content,
                style=clean_style(style.content) if style else None,
                citations=tuple(citation_lines(citations.content)) if citations else None,
            )
        )
        parts = {}
    return found


def places(text: str) -> list[tuple[int, int]]:
    """Return start and end of each block: what stands there is its text."""
    text, offset = _unwrapped(text)
    return [(offset + block.start, offset + block.end) for block in _meant(text) or ()]


def begins(text: str) -> int:
    """Return the offset of the first tag; the length of the text if there is none."""
    first = TAG.search(text)
    return first.start() if first else len(text)


def _unwrapped(text: str) -> tuple[str, int]:
    """Return the text without a code fence around all of it, and where that begins."""
    wrapped = _WRAPPED.match(text)
    return (wrapped[2], wrapped.start(2)) if wrapped else (text, 0)


def _meant(text: str) -> list[Block] | None:
    """Return the blocks of a text; None if it has none, or only mentions them."""
    blocks = list(blocks_of(text))
    names = {block.name for block in blocks}
    # <style> is also an HTML tag, and a single block in a later code fence is an example.
    example = len(names) == 1 and not FENCE.match(text) and is_fenced(text, 0, blocks[0].start)
    return None if names <= {"style"} or example else blocks


def _says_something(content: str) -> bool:
    return bool(content) and (describes_other_keys(content) or not placeholder(content))
