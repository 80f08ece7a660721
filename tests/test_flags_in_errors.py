"""Errors and notes of workflows name no options of the command line, except in `usage`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import delibctl

PACKAGE = Path(delibctl.__file__).parent
FILES = [
    path for room in ("api", "run", "edge", "library") for path in (PACKAGE / room).rglob("*.py")
]
#: Constructors of errors; their keyword `usage` is for the command line.
ERRORS = {"DelibctlError", "NoVerdict", "NoAnswer", "Interrupted"}
FLAG = re.compile(r"(?<![\w-])--[a-z]")
#: Commands of other programs have options too.
OTHER_PROGRAM = re.compile(r"\b(git|pip) [a-z]+ --[a-z]")


def texts(node: ast.AST) -> Iterator[str]:
    """Yield the strings in an expression."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def called(call: ast.Call) -> str:
    """Return the name of the function or method that is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def checked(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the arguments of errors and of notes to a listener, without `usage`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (called(node) in ERRORS or called(node) == "note"):
            yield from node.args
            yield from (word.value for word in node.keywords if word.arg != "usage")
        # Notes that a function yields or returns, one by one.
        if isinstance(node, ast.FunctionDef) and node.name in ("_notes", "reasons"):
            yield from node.body


def flags(source: str) -> list[str]:
    """Return the texts with an option of the command line."""
    return [
        text
        for argument in checked(ast.parse(source))
        for text in texts(argument)
        if FLAG.search(OTHER_PROGRAM.sub("", text))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_errors_and_notes_name_no_option(path: Path) -> None:
    # Checks of `doctor` are a report of that command, not errors.
    if path.parent.name != "checking":
        assert flags(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('DelibctlError("no model", next="add --model NAME")', ["add --model NAME"]),
        ('DelibctlError(f"{x} needs --run")', [" needs --run"]),
        ('raise NoVerdict("x", usage="leave out --wrong")', []),
        ('DelibctlError("x", next="git fetch --unshallow")', []),
        ('listener.note("give it with --cases")', ["give it with --cases"]),
    ],
)
def test_an_option_is_found(source: str, found: list[str]) -> None:
    assert flags(source) == found
