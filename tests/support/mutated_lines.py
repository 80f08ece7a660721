"""Slips of many kinds on any line of a file."""

import re
from collections.abc import Iterator

_FIELD = re.compile(r"((?:- )?[\w.-]+):(?: (.*))?$")


def mutated(line: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each slip that is possible on a line, and the line with it."""
    body = line.lstrip()
    indent = line[: len(line) - len(body)]
    yield "deeper", f" {line}"
    if indent:
        yield "less deep", line[1:]
        yield "a tab", f"\t{body}"
    if body.startswith("- "):
        yield "no dash", f"{indent}{body[2:]}"
        yield "no space after the dash", f"{indent}-{body[2:]}"
        yield "a star", f"{indent}* {body[2:]}"
    field = _FIELD.match(body)
    if field is None:
        return
    yield "a semicolon", line.replace(":", ";", 1)
    if field[2]:
        yield from _mutated_value(line, field[2])
    else:
        yield "no colon", line[:-1]


def _mutated_value(line: str, value: str) -> Iterator[tuple[str, str]]:
    start = line[: len(line) - len(value)]
    yield "no space after the colon", f"{start.rstrip()}{value}"
    yield "a no-break space", f"{start.rstrip()}\u00a0{value}"
    if value[0] in "[{":
        yield "a bracket that is not closed", line[:-1]
        yield "a bracket too much", f"{line}]"
    elif value[0] not in "\"'>|":
        yield "a quote that is not closed", f'{start}"{value}'
        yield "an apostrophe in quotes", f"{start}'don't {value}'"
        yield "more after a quote", f'{start}"One" {value}'
        yield "a mark first", f"{start}@{value}"
        yield "bold text first", f"{start}**{value}**"
        yield "a bracket first", f"{start}[{value}"
        yield "a colon within", f"{start}Note: {value}"
        yield "a colon at the end", f"{line}:"
