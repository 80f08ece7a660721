"""Guesses at values on one line that need quotes, or end them too early."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line
from delibctl.source.slips.brackets import in_brackets
from delibctl.source.slips.slip import AS_BLOCK, Page, Slip, excerpt

_DOUBLED = {"'": "`''`", '"': '`\\"`'}


def in_value(page: Page, line: Line) -> Iterator[Slip]:
    """Yield what may be wrong with a value on one line."""
    rest, at = line.rest, line.value
    if not rest:
        return
    before = line.text[:at]
    if rest[0] in "\"'":
        yield from _quoted(line, rest, at, before)
    if rest[0] in "[{":
        yield from in_brackets(page, line, rest, at, before)
    yield from _block_mark(line, rest, at, before)
    if rest[0] in "@`%&*!|>,]}?-" and not re.match(r"[|>][-+0-9]{0,2}\s*(#|$)|-\d", rest):
        yield Slip(
            line=line.number,
            start=at,
            end=at + 1,
            message=f"unquoted text cannot start with {rest[0]!r}",
            next="quote the text",
            repair={line.number: f"{before}x{re.sub(': ', '; ', rest[1:])}"},
        )
    colon = re.search(r":(?=\s|$)", rest)
    if colon and rest[0] not in "\"'[{":
        yield Slip(
            line=line.number,
            start=at + colon.start(),
            end=at + colon.end(),
            message="`: ` in unquoted text starts a mapping",
            next=f"quote the text, {AS_BLOCK}",
            repair={line.number: before + re.sub(r":(?=\s|$)", ";", rest)},
        )


def _block_mark(line: Line, rest: str, at: int, before: str) -> Iterator[Slip]:
    """Yield the guess that the mark before a block of text is wrong, or not alone."""
    match = re.match(r"(?P<mark>[|>][-+0-9]{0,2})(?P<text>[-+|>]+$|[ \t]+[^\s#].*)", rest)
    if match is None:
        return
    is_text = match["text"][0].isspace()
    yield Slip(
        line=line.number,
        start=at,
        end=at + (len(match["mark"]) if is_text else match.end()),
        message=f"the text of a block begins on the line below `{match['mark']}`"
        if is_text
        else f"{rest.rstrip()!r} does not begin a block of text",
        next=f"move the text to the next line, or remove the `{match['mark']}`"
        if is_text
        else "write `>-`, or `|-` to keep the lines",
        repair={line.number: before + match["mark"]},
    )


#: A quoted text to its end; a doubled or escaped quote does not end it.
_WHOLE = {
    "'": re.compile(r"'(?:[^']|'')*'"),
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
}


_ESCAPE = re.compile(r"\\(?![0abt\tnvfre \"/\\N_LPxuU]|$)")


def is_open(rest: str) -> bool:
    """Return True if a value begins with a quote that is not closed on its line."""
    return rest[:1] in _WHOLE and _WHOLE[rest[0]].match(rest) is None


def _quoted(line: Line, rest: str, at: int, before: str) -> Iterator[Slip]:
    quote = rest[0]
    plain = {line.number: before + "x" + re.sub(r":(?=\s|$)|[\"'#]", ";", rest[1:])}
    whole = _WHOLE[quote].match(rest)
    if whole is None:
        yield Slip(
            line=line.number,
            start=at,
            end=at + 1,
            message="this quote is never closed",
            next="close the quote",
            repair=plain,
        )
        return
    tail = rest[whole.end() :].strip()
    if tail == ",":
        yield Slip(
            line=line.number,
            start=at + whole.end(),
            end=at + whole.end() + 1,
            message="a comma after a value is part of JSON, not of a list or mapping in lines",
            next="remove the comma",
            repair={line.number: before + whole[0]},
        )
    elif tail and not tail.startswith("#"):
        inside = quote in tail or not rest[whole.end()].isspace()
        other = "'" if quote == '"' else '"'
        if inside:
            message = "a quote inside the text ends it too early"
            advice = f"write {_DOUBLED[quote]} for it, {AS_BLOCK}"
        else:
            message = "the quote ends here, but the text goes on"
            advice = f"put all of it in quotes: {other}{excerpt(rest)}{other}"
            advice = advice if other not in rest else "write the text as a block after `>-`"
        yield Slip(
            line=line.number,
            start=at + whole.end() - 1,
            end=at + whole.end(),
            message=message,
            next=advice,
            repair=plain,
        )
    escape = _ESCAPE.search(whole[0]) if quote == '"' else None
    if escape:
        yield Slip(
            line=line.number,
            start=at + escape.start(),
            end=at + escape.end() + 1,
            message="a backslash in double quotes begins an escape, and this is none",
            next="double the backslash, or use single quotes",
            repair=plain,
        )
