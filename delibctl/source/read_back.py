"""Checking that a file reads back as the data it was written from."""

from typing import Any

from delibctl.errors import DelibctlError
from delibctl.source.document import Document, read


def reads_back(text: str, name: str, data: Any) -> bool:
    """Return True if a file of that name and text reads back equal, without a problem."""
    document = _read(text, name)
    return not document.problems and document.data == data


def check_read_back(text: str, name: str, data: Any) -> None:
    """Raise DelibctlError if a file of that name and text does not read back equal."""
    document = _read(text, name)
    for problem in document.problems:
        too_large = problem.kind == "resource-limit"
        raise DelibctlError(
            f"the new file would not be readable: {problem.message}",
            next="write smaller files" if too_large else "change that text in the source",
        )
    if document.data != data:
        raise DelibctlError(
            "the new file would not read back as it was written",
            next="report it, with the text; nothing was written",
        )


def _read(text: str, name: str) -> Document:
    # Half of a surrogate pair is reported as a problem, not raised.
    return read(text.encode("utf-8", "surrogatepass"), name)
