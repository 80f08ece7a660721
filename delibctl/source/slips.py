"""Guesses at the slip of a writer that broke the YAML of a file, each with a repair to try."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from delibctl.source.layout import Line, Open, known_keys, open_above


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A guess: the span of a line, from 0, that is wrong, and what to do.

    `repair`: lines that would be there without the slip; only good for a reader to try them.
    """

    line: int
    start: int
    end: int
    message: str
    next: str
    repair: Mapping[int, str]


#: One in so many is an exception.
_NEARLY_ALL = 4


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines of a file, and those of them with structure."""

    lines: list[str]
    found: Mapping[int, Line]

    def above(self, line: Line) -> list[Open]:
        """Return what is open above a line, from the innermost outward."""
        return list(open_above(self.found, line.number))

    @cached_property
    def is_even(self) -> bool:
        """True if nearly all lines are indented by an even number of spaces."""
        uneven = sum(line.indent % 2 for line in self.found.values())
        return uneven * _NEARLY_ALL <= len(self.found)

    @cached_property
    def odd(self) -> list[int]:
        """The numbers of lines with odd characters in place of spaces, or with an odd colon."""
        return [
            number
            for number, line in self.found.items()
            if line.key is None and _ODD.search(line.text)
        ]


def misspelt(page: Page, number: int) -> Iterator[Slip]:
    """Yield the guesses at a mark that is missing or wrong, whatever the indentation is."""
    line = page.found.get(number)
    if line is not None:
        yield from _dash_without_space(line)
        yield from _no_dash(page, line)
        yield from _key_without_space(line)
        yield from _key_without_colon(page, line)


def slips(page: Page, number: int) -> Iterator[Slip]:
    """Yield all guesses at what is wrong with a line, the likeliest first."""
    yield from _hash(page, number)
    yield from misspelt(page, number)
    line = page.found.get(number)
    if line is None:
        return
    yield from _stray_dash(page, line)
    yield from _first_dash(page, line)
    yield from _colon_in_text(page, line)
    yield from _misaligned(page, line)
    yield from _value(line)
    if line.key is None and line.dash is None:
        yield from _stray_text(page, line)
        yield from _unknown_key_without_colon(line)


_DOUBLED = {"'": "`''`", '"': '`\\"`'}
_BLOCK = "or write it as a block after `>-`"
#: Characters that look like a space, and one that looks like a colon.
_LIKE_SPACE = "\t\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ODD = re.compile(rf"(?:^ *|(?<=:)|(?<=-))(?P<odd>[{_LIKE_SPACE}]+)|(?P<colon>\uff1a)[ \t]*")
_NAMES = {"\t": "a tab", "\u00a0": "a no-break space"}


def odd_characters(page: Page) -> Iterator[Slip]:
    """Yield the guess that odd characters are in place of spaces, at the first of them."""
    if not page.odd:
        return
    first = page.odd[0]
    match = _ODD.search(page.lines[first])
    assert match is not None
    if match["colon"]:
        message, advice = "a full-width colon (U+FF1A) is not a colon to YAML", "write `: `"
    elif match["odd"][0] == "\t" and not page.lines[first][: match.start("odd")].strip():
        message, advice = "a tab is used for indentation", "indent with spaces"
    else:
        character = match["odd"][0]
        name = _NAMES.get(character, "a character that looks like a space")
        message = f"{name} (U+{ord(character):04X}) is not one to YAML"
        advice = "replace it with an ordinary space"
    # A tab, or several odd spaces, may have been meant for any indentation of the lines around.
    columns = {line.column for line in page.found.values() if line.key is not None}
    for width in (1, 2, 4, 8):
        yield _odd(page, first, match, message, advice, (width, 0))
    for column in sorted(columns):
        yield _odd(page, first, match, message, advice, (0, column))


def _odd(
    page: Page, first: int, match: re.Match[str], message: str, advice: str, spaces: tuple[int, int]
) -> Slip:
    """Return the slip. `spaces`: those for each odd character, and those added."""
    repair = {}
    for number in page.odd:
        text = page.lines[number].replace("\uff1a", ": ")
        indent = text[: len(text) - len(text.lstrip())]
        if _ODD.match(text):
            text = " " * (spaces[0] * len(indent) + spaces[1]) + text.lstrip()
        repair[number] = _ODD.sub(" ", text)
    group = "colon" if match["colon"] else "odd"
    return Slip(
        line=first,
        start=match.start(group),
        end=match.end(group),
        message=message,
        next=advice,
        repair=repair,
    )


_HASH = re.compile(r"(?:^|(?<=[ \t]))#(?P<cut>[^\r\n]*)")


def _hash(page: Page, number: int) -> Iterator[Slip]:
    """Yield the guess that a comment is part of a text that goes on below it."""
    text = page.lines[number]
    match = _HASH.search(text)
    if match:
        yield Slip(
            line=number,
            start=match.start(),
            end=len(text.rstrip()),
            message=f"the text ends before {match[0][:30]!r}: ` #` starts a comment",
            next=f"quote the text, {_BLOCK}",
            repair={number: text[: match.start()] + "x" + match["cut"].replace(": ", "; ")},
        )


def _dash_without_space(line: Line) -> Iterator[Slip]:
    match = re.match(r"-(?=[^\s-])", line.text[line.column :])
    if match:
        at = line.column
        yield Slip(
            line=line.number,
            start=at,
            end=at + 1,
            message="the dash of a list item needs a space after it",
            next=f"write `- {_excerpt(line.text[at + 1 :])}`",
            repair={line.number: f"{line.text[:at]}- {line.text[at + 1 :]}"},
        )


_OTHER_DASH = re.compile(r"(?P<mark>[*+\u2022\u2013\u2014\u2212])[ \t]+")


def _no_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a line at the column of a list is an item of it."""
    if line.dash is not None:
        return
    above = page.above(line)
    other = _OTHER_DASH.match(line.text, line.column)
    is_first = bool(other) and bool(above) and not above[0].line.rest
    if not is_first and not any(a.is_dash and a.column == line.column for a in above):
        return
    rest = line.text[other.end() if other else line.column :]
    if other:
        message = f"a list item begins with `-`, not with `{other['mark']}`"
    else:
        message = "this line is at the column of the list above, but has no dash"
    yield Slip(
        line=line.number,
        start=line.column,
        end=other.end("mark") if other else line.column + len(line.key or rest.rstrip()),
        message=message,
        next=f"write `- {_excerpt(rest)}`, or indent it to the column where it belongs",
        repair={line.number: f"{line.text[: line.column]}- {rest}"},
    )


_TIGHT = re.compile(r"(?P<key>[A-Za-z_][\w.-]*):(?=[^\s:/])")


def _key_without_space(line: Line) -> Iterator[Slip]:
    match = _TIGHT.match(line.text, line.column)
    if match and line.key is None:
        yield _instead(
            line, match.end("key"), match.end(), ": ", "a key needs a space after its colon"
        )


_WORD = re.compile(r"(?P<key>[A-Za-z_]\w*)(?P<mark>[ \t]*[=;,.]?[ \t]*)(?=\S|$)")


_ALONE = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)(?P<mark>[ \t]*[=;,]?[ \t]*)$")


def _key_without_colon(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a line begins with a key: a known one, or one with lines below it."""
    if line.key is not None:
        return
    match = _WORD.match(line.text, line.column)
    below = _next(page, line)
    if below is not None and below.key is not None and below.indent > line.column:
        match = _ALONE.match(line.text, line.column) or match
    if match and (match["key"] in known_keys() or match.re is _ALONE):
        what = f"the key {match['key']!r} has no colon"
        yield _instead(
            line, match.start(), match.end("key"), f"{match['key']}: ", what, match.end()
        )


def _unknown_key_without_colon(line: Line) -> Iterator[Slip]:
    match = _WORD.match(line.text, line.column)
    if match:
        message = "this line has no key with a colon, and is not part of the text above it"
        yield _instead(
            line, match.start(), match.end("key"), f"{match['key']}: ", message, match.end()
        )


def _instead(
    line: Line, start: int, end: int, text: str, message: str, rest: int | None = None
) -> Slip:
    """Return the slip of a line that should have another text at some columns."""
    repaired = line.text[:start] + text + line.text[end if rest is None else rest :]
    return Slip(
        line=line.number,
        start=start,
        end=end,
        message=message,
        next=f"write `{_excerpt(repaired[line.column :])}`",
        repair={line.number: repaired},
    )


def _stray_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a dash is too much: before a key, or on a line of its own."""
    if line.dash is None:
        return
    is_alone = not line.text[line.column :].strip()
    peer = next((above for above in page.above(line) if above.column <= line.dash), None)
    if is_alone:
        message, repaired = "nothing follows this dash", ""
    elif (
        peer
        and not peer.is_dash
        and peer.column == line.dash
        and (peer.line.rest or page.above(line)[0] is not peer)
    ):
        message = f"this line has a dash, unlike the keys above it, such as {peer.line.key!r}"
        repaired = line.text[: line.dash] + line.text[line.column :]
    else:
        return
    yield Slip(
        line=line.number,
        start=line.dash,
        end=line.dash + 1,
        message=message,
        next="remove the dash",
        repair={line.number: repaired},
    )


def _first_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that the first item of a list has no dash, if a later one has."""
    if line.dash is None or any(above.column == line.dash for above in page.above(line)[:1]):
        return
    numbers = [number for number in sorted(page.found) if number < line.number]
    for above, number in zip([*numbers[::-1][1:], -1], numbers[::-1], strict=False):
        first, parent = page.found[number], page.found.get(above)
        if first.column < line.column or parent is None:
            return
        if first.column == line.column and first.dash is None and parent.column <= line.dash:
            yield Slip(
                line=number,
                start=first.column,
                end=first.column + len(first.key or ""),
                message="the first item of this list has no dash, "
                f"unlike the one on line {line.number + 1}",
                next=f"write `- {_excerpt(first.text[first.column :])}`",
                repair={number: f"{' ' * line.dash}- {first.text[first.column :]}"},
            )
            return


def _colon_in_text(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that what looks like a key is part of the text above it."""
    above = page.above(line)
    if line.key is None or line.key in known_keys() or line.dash is not None or not above:
        return
    if above[0].is_dash or not above[0].line.rest or line.column < above[0].column + 2:
        return
    at = line.text.index(":", line.column)
    yield Slip(
        line=line.number,
        start=at,
        end=at + 1,
        message="`: ` in unquoted text starts a mapping",
        next=f"quote the text, {_BLOCK}",
        repair={line.number: re.sub(r":(?=\s|$)", ";", line.text)},
    )


def _misaligned(page: Page, line: Line) -> Iterator[Slip]:
    """Yield a shift of a key or an item to each column that goes on above or below it."""
    if line.key is None and line.dash is None:
        return
    is_dash = line.column > line.indent
    above = page.above(line)
    columns = {entry.column: entry for entry in above if entry.is_dash == is_dash}
    inner = _next(page, line)
    # A key with a value has nothing below it, so it is the one that is too far to the left.
    above_deeper = inner is not None and bool(line.rest) and inner.indent > line.column
    if line.indent in columns and not above_deeper:
        return
    targets = set(columns)
    if inner is not None and inner.key is not None:
        targets.add(inner.indent - 2 if is_dash else inner.indent)
    if above and not is_dash:
        targets.add(above[0].column + 2)
    if above and is_dash:
        targets |= {above[0].column, above[0].column + 2}
    for column in sorted(targets, key=lambda target: (abs(target - line.indent), -target)):
        if column >= 0 and column != line.indent:
            yield _shift(page, line, column, columns.get(column), with_lines_below=True)
            yield _shift(page, line, column, columns.get(column), with_lines_below=False)


def _shift(
    page: Page, line: Line, column: int, peer: Open | None, *, with_lines_below: bool
) -> Slip:
    by = column - line.indent
    repair = {line.number: _indented(line.text, by)}
    if with_lines_below:
        inside = max(line.column, line.indent + 1)
        for below in range(line.number + 1, len(page.lines)):
            text = page.lines[below]
            if text.strip() and len(text) - len(text.lstrip(" ")) < inside:
                break
            repair[below] = _indented(text, by)
    thing = "item" if line.dash is not None else "key"
    if peer is None:
        what = f"this {thing} is indented by {_spaces(line.indent)}, unlike the lines around it"
    else:
        what = (
            f"this {thing} is indented by {_spaces(line.indent)}, "
            f"the one on line {peer.line.number + 1} by {column}"
        )
    return Slip(
        line=line.number,
        start=line.indent,
        end=line.indent + max(1, len(line.key or "-")),
        message=what,
        next=f"indent it by {_spaces(column)}",
        repair=repair,
    )


def _spaces(count: int) -> str:
    return "no spaces" if not count else "1 space" if count == 1 else f"{count} spaces"


def _indented(text: str, by: int) -> str:
    if not text.strip():
        return text
    return " " * by + text if by > 0 else text[-by:] if not text[:-by].strip() else text.lstrip()


def _next(page: Page, line: Line) -> Line | None:
    return next((page.found[n] for n in sorted(page.found) if n > line.number), None)


def _value(line: Line) -> Iterator[Slip]:
    """Yield what may be wrong with a value on one line."""
    rest, at = line.rest, line.value
    if not rest:
        return
    before = line.text[:at]
    if rest[0] in "\"'":
        yield from _quoted(line, rest, at, before)
    if rest[0] in "[{":
        yield from _brackets(line, rest, at, before)
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
            next=f"quote the text, {_BLOCK}",
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
            advice = f"write {_DOUBLED[quote]} for it, {_BLOCK}"
        else:
            message = "the quote ends here, but the text goes on"
            advice = f"put all of it in quotes: {other}{_excerpt(rest)}{other}"
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


_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[\[\]{}]")


def _brackets(line: Line, rest: str, at: int, before: str) -> Iterator[Slip]:
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
            if not closing and text[token.end() :].strip():
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
            {line.number: before + text.rstrip() + ends},
        )
    yield from _inside_brackets(line, text, at, before)


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


def _stray_text(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that lines of text belong below the key above them."""
    for entry in page.above(line):
        header = entry.line
        yield from _first_line_of_block(page, header, line)
        column = max(header.column if header.key is not None else header.indent, 0) + 2
        repair = {}
        number = line.number
        while number < len(page.lines):
            other = page.found.get(number)
            if other is not None and (other.key is not None or other.dash is not None):
                break
            text = page.lines[number].strip()
            repair[number] = " " * column + text.replace(": ", "; ") if text else ""
            number += 1
        yield Slip(
            line=line.number,
            start=line.column,
            end=len(line.text.rstrip()),
            message=f"this line is not part of the text above: it is not indented below "
            f"{header.key!r}"
            if header.key
            else "this line is not part of the text above it",
            next=f"indent it by {_spaces(column)}",
            repair=repair,
        )
        return


def _first_line_of_block(page: Page, header: Line, line: Line) -> Iterator[Slip]:
    """Yield the guess that a block begins too deep for a later line of it."""
    first = header.number + 1
    if first >= line.number or header.column >= line.column:
        return
    block = range(first, line.number)
    text = page.lines[first]
    indent = len(text) - len(text.lstrip())
    # The line with the odd indentation is the exception.
    later = line.indent % 2 > indent % 2
    if later or any(number in page.found for number in block) or not text.strip():
        return
    yield Slip(
        line=first,
        start=indent,
        end=len(text.rstrip()),
        message="the first line of this text is indented deeper than the lines below it",
        next=f"indent it by {_spaces(line.indent)}",
        repair={number: " " * line.indent + page.lines[number].lstrip() for number in block},
    )


def _excerpt(text: str) -> str:
    text = text.rstrip()
    return text if len(text) <= 40 else f"{text[:40]}…"
