"""The lines of a configuration that a mistake is on, and words for mistakes in TOML."""

import re

from delibctl.errors import DelibctlError
from delibctl.text.lazy import later

_PLACE = later(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_KEY_VALUE = "write `key = value`, or `[table]`; the file is TOML, not YAML or JSON"
#: A part of the message of the parser, the message for users, and the next step.
_WORDS = (
    ("Invalid value", "a value is not TOML", 'quote text with ", and write true or false small'),
    ("Expected '='", "a key has no `=` after it", _KEY_VALUE),
    ("Invalid statement", "a line is not TOML", _KEY_VALUE),
    ("Illegal character '\\n'", "a quote is never closed", "close the quote"),
    ("Expected newline", "more text follows a value", "write one `key = value` a line"),
    ("Unclosed array", "a list is never closed", "close it with `]`"),
    ("Unescaped '\\'", "a backslash in double quotes begins an escape, and this is none",
     "double the backslash, or use single quotes"),
    ("Cannot overwrite", "a key appears twice", "keep one of them"),
    ("Cannot declare", "a table appears twice", "put its keys into one of them"),
)  # fmt: skip
_TABLE = later(r"\s*\[+\s*(?P<path>[^\]]+?)\s*\]+")
_KEY = later(r"\s*(?P<path>[\w.\"'*/-]+)\s*=")
_OPEN_LIST = later(r"=\s*\[[^\]]*$")


def mistake(error: ValueError, text: str, name: str) -> DelibctlError:
    """Return a syntax error of TOML with the line of the mistake, its cause and its remedy."""
    lines = text.split("\n")
    match = _PLACE.search(str(error))
    number = int(match["line"] or 0) if match and match["line"] else len(lines)
    what, advice = f"{_PLACE.sub('', str(error))}", "fix that line"
    for part, words, following in _WORDS:
        if part in str(error):
            what, advice = words, following
    if "Unclosed array" in str(error):
        # The reader stops where the next key begins.
        opened = [n for n, line in enumerate(lines[:number], start=1) if _OPEN_LIST.search(line)]
        number = opened[-1] if opened else number
    return DelibctlError(
        f"cannot read the configuration: {what}", where=f"{name}:{number}", next=advice
    )


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """Return the line of the key or table at a path; None if it is written in another way."""
    keys = tuple(step for step in path if isinstance(step, str))
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = _steps(header["path"])
            if keys and table[: len(keys)] == keys:
                return number
        elif (key := _KEY.match(line)) and (*table, *_steps(key["path"])) == keys:
            return number
    return None


def _steps(path: str) -> tuple[str, ...]:
    """Return the steps of a dotted key; quoted steps may contain dots."""
    steps = re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", path)
    return tuple(step.strip("\"'") for step in steps)
