"""The standard streams of the process, some of which its parent may have closed."""

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from delibctl.edge.providers.redact import Redactor
from delibctl.errors import DelibctlError
from delibctl.text.escape import in_log


class QuietStream:
    """A stream for messages, which must not decide how a command ends, nor hold a key.

    It loses what cannot be written. What a library warns of is written here as well.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._redactor: Redactor | None = None

    def write(self, text: str) -> int:
        """Write a text without keys, or lose it; in a log, nobody's text acts as a command."""
        if self._redactor is None:
            self._redactor = Redactor(os.environ)
        text_without_keys = self._redactor(text)
        with suppress(OSError, ValueError):
            on_terminal = self._stream.isatty()
            self._stream.write(text_without_keys if on_terminal else in_log(text_without_keys))
        return len(text)

    def flush(self) -> None:
        """Pass on what was written, or lose it."""
        with suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class ClosedInput(io.TextIOBase):
    """Standard input that was closed. Reading raises DelibctlError."""

    encoding = "utf-8"

    @property
    def buffer(self) -> "ClosedInput":
        """The same stream: its bytes cannot be read either."""
        return self

    def read(self, size: int | None = -1, /) -> str:  # noqa: ARG002 - the signature of a stream
        """Raise DelibctlError."""
        raise DelibctlError(
            "cannot read standard input: it is closed",
            next="redirect a file into it, or name the file",
        )

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Raise DelibctlError."""
        return self.read(size)


def open_closed_streams() -> bool:
    """Put a stand-in for each closed stream; return False if standard output was closed.

    A file that is opened later would otherwise take the number of a closed stream, and messages
    would be written into it.
    """
    writable = sys.stdout is not None
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            _occupy(number)
    if sys.stdin is None:
        sys.stdin = ClosedInput()
    if sys.stdout is None:
        sys.stdout = _nowhere()
    sys.stderr = QuietStream(sys.stderr or _nowhere())
    return writable


def _occupy(number: int) -> None:
    """Open the null device under the number of a closed stream."""
    opened = os.open(os.devnull, os.O_RDWR)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    os.set_inheritable(number, True)  # else processes that are started would lack it again


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
