"""The text of a file of another tool: decoded, or named for what it is, without merge conflicts."""

import codecs
from pathlib import Path

from delibctl.edge.files.reading import read_named
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.errors import DelibctlError
from delibctl.source.conflicts import conflict_line

#: Encodings by the mark at the beginning of a file; the longer marks first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Kinds of files that are no text, by their first bytes, each with the next step.
_BINARY = (
    (b"PK\x03\x04", "a workbook or another archive", "export the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "export the sheet as CSV (UTF-8)"),
    (b"\x1f\x8b", "compressed", "decompress it first: gunzip FILE"),
    (b"PAR1", "a Parquet file", "export it as JSON lines"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
    (b"%PDF", "a PDF file", "export its text as Markdown"),
)

#: The bytes by which a text without a mark is judged.
_SAMPLE = 10_000


def load_source(path: Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or UTF-32 with a mark.

    Raises DelibctlError if it cannot be read, is no text, or holds a merge conflict.
    """
    stop_at_tracked_link(path)
    try:
        data = read_named(path)
    except OSError as error:
        raise DelibctlError(
            f"cannot read {path}: {error.strerror}", next="check the path"
        ) from error
    text = _decoded(data, path)
    line = conflict_line(text)
    if line is not None:
        raise DelibctlError(
            "conflict marker: the conflict of two branches is not resolved",
            where=f"{path}:{line}",
            next="keep one version, and remove the lines with the markers",
        )
    return text


def _decoded(data: bytes, path: Path) -> str:
    for start, what, step in _BINARY:
        if data.startswith(start):
            raise DelibctlError(f"{path} is {what}, not UTF-8 text", next=step)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and data[:_SAMPLE].count(0) * 4 > len(data[:_SAMPLE]):
        raise DelibctlError(
            f"{path} is not UTF-8: it looks like UTF-16 without a byte order mark",
            next="save it as UTF-8",
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise DelibctlError(
                f"{path} begins like {encoding.upper()}, but is damaged", next="save it as UTF-8"
            ) from error
        where = f"line {data.count(bytes([10]), 0, error.start) + 1}"
        raise DelibctlError(
            f"{path} is not UTF-8: {where} has the byte 0x{data[error.start]:02x}{_guess(data)}",
            next="save it as UTF-8",
        ) from error


def _guess(data: bytes) -> str:
    """Return the encoding that a text probably has, as the end of a sentence."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "; it may be Windows-1252 (ANSI)"
