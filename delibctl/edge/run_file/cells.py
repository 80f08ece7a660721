"""Stored rows, checked as they are read: the one door to what a file of ours holds.

SQLite keeps any value in any column, and somebody else may have written the file. Text is read as
bytes (`database.py`), so that text that is not UTF-8 reaches this door too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from delibctl.edge.run_file.database import FileKind
from delibctl.errors import DelibctlError

T = TypeVar("T")

#: Errors of decoding and of looking up what a row refers to.
DAMAGE = (LookupError, TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError)


@contextmanager
def checked_row(path: Path, kind: FileKind, row: str) -> Iterator[None]:
    """Raise DelibctlError that names a row if it cannot be decoded in the block.

    `row` is its table and what identifies it there, such as `trial, row 3`.
    """
    try:
        yield
    except DAMAGE as error:
        raise undecodable_row(path, kind, row, error) from error


def undecodable_row(path: Path, kind: FileKind, row: str, error: Exception) -> DelibctlError:
    """Return the error about a row whose decoding raised an error of DAMAGE."""
    return damaged_row(path, kind, row, _reason(error))


def damaged_row(path: Path, kind: FileKind, row: str, reason: str) -> DelibctlError:
    """Return the error about a row that cannot be read."""
    return DelibctlError(
        f"the {kind.what} {path} is damaged at table {row}: {reason}",
        next=f"restore it from a copy, or choose {kind.alternative}",
    )


def _reason(error: Exception) -> str:
    match error:
        case KeyError():
            return f"{error.args[0]!r} is missing"
        case RecursionError():
            return "nested too deeply"
        case UnicodeDecodeError():
            return "not UTF-8"
    return str(error)


def text_of(cell: object) -> str:
    """Return a cell as text. Raises TypeError or ValueError if it is of another type."""
    if not isinstance(cell, bytes):
        raise TypeError(f"expected text, got {_type(cell)}")
    return cell.decode()


def integer_of(cell: object) -> int:
    """Return a cell as a number. Raises TypeError if it is of another type."""
    if not isinstance(cell, int):
        raise TypeError(f"expected a whole number, got {_type(cell)}")
    return cell


def decoded(cell: object, decoder: msgspec.json.Decoder[T]) -> T:
    """Return the value of a cell of JSON.

    Raises TypeError, ValueError, RecursionError or MsgspecError if it is of another shape.
    """
    if not isinstance(cell, bytes):
        raise TypeError(f"expected JSON, got {_type(cell)}")
    return decoder.decode(cell)


def value_of(cell: object, type_: type[T]) -> T:
    """Return the value of a cell of JSON, of that type. Raises what `decoded` raises."""
    return decoded(cell, msgspec.json.Decoder(type_))


_TYPES: dict[type[Any], str] = {
    type(None): "nothing",
    bytes: "text",
    int: "a whole number",
    float: "a fraction",
}


def _type(cell: object) -> str:
    return _TYPES.get(type(cell), type(cell).__name__)
