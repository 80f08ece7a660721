"""Decoding strict UTF-8, without characters that YAML or terminals interpret."""

import re
from dataclasses import replace

from delibctl.model import Place
from delibctl.source.problem import Problem

#: The kind of every problem here; that of a mark at the beginning does not stop reading.
KIND = "not-utf8-or-control-char"

#: Everything below space but tab and line ends, DEL, the C1 controls (NEL among them), the two
#: Unicode line ends, a byte order mark, and the two non-characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

#: Characters that end a line to some programs only.
_LINE_ENDS = "\x85\u2028\u2029"


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file without a byte order mark, and its problems.

    A problem that stops: the file is not readable to its end.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", [_problem("the file is UTF-16, not UTF-8", Place(file=name))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = place_at(before, len(before), name)
        return before, [_problem(f"byte 0x{data[error.start]:02x} is not valid UTF-8", place)]
    problems = []
    if text.startswith("\ufeff"):
        text = text[1:]
        place = Place(file=name, end_column=2)
        problems.append(_problem("byte order mark U+FEFF", place, stops=False))
    match = FORBIDDEN.search(text)
    if match is None:
        return text, problems
    character = f"U+{ord(match[0]):04X}"
    description = "byte order mark" if match[0] == "\ufeff" else "control character"
    place = place_at(text, match.start(), name)
    problem = _problem(f"{description} {character}", place)
    return text, [*problems, replace(problem, next=_remedy(match[0], name))]


def _remedy(character: str, name: str) -> str:
    # JSON allows line ends of Unicode in a text, and many programs write them there as they are.
    if character in _LINE_ENDS and name.lower().endswith((".json", ".jsonl")):
        return f"write it as \\u{ord(character):04x}"
    return "remove the character"


def place_at(text: str, offset: int, name: str) -> Place:
    """Return the place of a character. Lines end with LF, CRLF or CR, as in the YAML parser."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(file=name, line=line, column=column, end_line=line, end_column=column + 1)


def _problem(message: str, place: Place, *, stops: bool = True) -> Problem:
    return Problem(
        kind=KIND,
        place=place,
        message=message,
        next="save the file as UTF-8 without a byte order mark",
        stops=stops,
    )
