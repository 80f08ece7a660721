"""Guesses at lists and mappings in brackets."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line, known_keys
from delibctl.source.slips.slip import Page, Slip

_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[\[\]{}]")


def in_brackets(page: Page, line: Line, rest: str, at: int, before: str) -> Iterator[Slip]:
    closing: list[tuple[str, int]] = []
    text = re.sub(r" #.*", "", rest)
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            closing.append(("]" if token[0] == "[" else "}", token.start()))
        elif token[0] in "]}":
            if not closing or closing[-1][0] != token[0]:
                yield _bracket(line, at + token.start(), f"this `{token[0]}` closes nothing",
                    "remove it, or open it before", {line.number: before + "x"})  # fmt: skip
                return
            closing.pop()
            surplus = text[token.end() :].strip()
            if not closing and surplus and not surplus.strip("]}"):
                end = len(text.rstrip())
                yield _bracket(line, at + end - 1, f"this `{surplus[-1]}` closes nothing",
                    "remove it", {line.number: before + text[: token.end()]})  # fmt: skip
                return
            if not closing and surplus:
                yield _bracket(
                    line,
                    at,
                    f"unquoted text cannot start with {rest[0]!r}",
                    "quote the text",
                    {line.number: before + "x"},
                )
                return
    if closing:
        ends = "".join(bracket for bracket, _ in reversed(closing))
        bracket, start = closing[0]
        yield _bracket(
            line,
            at + start,
            "this bracket is not closed",
            f"close it with `{bracket}`",
            _closed(page, line, before + text.rstrip(), ends),
        )
    yield from _inside_brackets(line, text, at, before)


def comma_at_end(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a line of a mapping in braces has no comma, if the next one is a key."""
    below = page.found.get(line.number + 1)
    text = line.text.rstrip()
    if below is None or below.key is None or not re.match(r"\s*[\"'{]", below.text):
        return
    if text[-1] not in ",{[:":
        yield Slip(
            line=line.number,
            start=len(text) - 1,
            end=len(text),
            message=f"a comma is missing before {below.key!r} on the next line",
            next="end this line with a comma",
            repair={line.number: text + ","},
        )


def _closed(page: Page, line: Line, text: str, ends: str) -> dict[int, str]:
    """Return the line with the brackets closed; after a comma, the last line that continues it."""
    last = line.number
    if text.endswith(","):
        below = (number for number in page.found if number > last)
        for number in below:
            if page.found[number].indent <= line.indent or page.found[number].key is not None:
                break
            last = number
    if last == line.number:
        return {last: text + ends}
    return {last: page.lines[last].rstrip().rstrip(",") + ends}


_NO_COMMA = re.compile(r"(?<=[\w\"'\]}.]) +(?P<key>\w+): ")


def _inside_brackets(line: Line, text: str, at: int, before: str) -> Iterator[Slip]:
    """Yield what may be wrong with the texts in brackets on one line."""
    mistaken = _NO_COMMA.search(text)
    if mistaken and (mistaken["key"] in known_keys() or text[mistaken.start() - 1] in "\"']}"):
        yield Slip(
            line=line.number,
            start=at + mistaken.start("key"),
            end=at + mistaken.end("key"),
            message=f"a comma is missing before {mistaken['key']!r}",
            next=f"write `, {mistaken['key']}:`",
            repair={line.number: before + _NO_COMMA.sub(r", \g<key>: ", text)},
        )
    odd = re.search(r"[\[{,]\s*(?P<odd>[@`%&*!|>])|\w(?P<colon>:) \S+(?P<again>:)(?= )", text)
    if odd:
        group = "odd" if odd["odd"] else "again"
        yield Slip(
            line=line.number,
            start=at + odd.start(group),
            end=at + odd.end(group),
            message="text inside brackets must be quoted if it contains `:` or starts with a mark",
            next="quote the text",
            repair={line.number: before + "x"},
        )


def _bracket(line: Line, at: int, message: str, advice: str, repair: dict[int, str]) -> Slip:
    return Slip(line=line.number, start=at, end=at + 1, message=message, next=advice, repair=repair)
