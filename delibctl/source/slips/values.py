"""Guesses at values on one line that need quotes, or end them too early."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line
from delibctl.source.slips.brackets import in_brackets
from delibctl.source.slips.slip import AS_BLOCK, Slip, excerpt

_DOUBLED = {"'": "`''`", '"': '`\\"`'}


def in_value(line: Line) -> Iterator[Slip]:
    """Yield what may be wrong with a value on one line."""
    rest, at = line.rest, line.value
    if not rest:
        return
    before = line.text[:at]
    if rest[0] in "\"'":
        yield from _quoted(line, rest, at, before)
    if rest[0] in "[{":
        yield from in_brackets(line, rest, at, before)
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


#: A quoted text to its end; a doubled or escaped quote does not end it.
_WHOLE = {
    "'": re.compile(r"'(?:[^']|'')*'"),
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
}


_ESCAPE = re.compile(r"\\(?![0abt\tnvfre \"/\\N_LPxuU]|$)")


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
    if tail and not tail.startswith("#"):
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
