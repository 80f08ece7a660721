"""Run a command within this process, with a watchdog, as fast as a fuzzer needs."""

import contextlib
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from support.command import Done, clean_environment

from delibctl.cli.app import app

#: No command may take longer, whatever it is given.
SECONDS = 5


class TooLong(BaseException):
    """Signal of the watchdog; no handler of the command catches it."""


def run(arguments: Sequence[str], folder: Path) -> Done:
    """Run a command line in a folder, without standard input. Raises TooLong after a while."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    code = 0
    with _process(folder, out, err), _watchdog():
        started = time.process_time()
        try:
            app(list(arguments))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        if time.process_time() - started > SECONDS:
            raise TooLong
    texts = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return Done(code, *texts)


@contextlib.contextmanager
def _process(folder: Path, out: io.TextIOWrapper, err: io.TextIOWrapper) -> Iterator[None]:
    """Give the command a folder, an environment and streams of its own."""
    before, environment, stdin = Path.cwd(), dict(os.environ), sys.stdin
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(clean_environment())
    sys.stdin = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        sys.stdin = stdin


@contextlib.contextmanager
def _watchdog() -> Iterator[None]:
    """Raise TooLong in the block once it has used too much of the processor."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def bark(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    former = signal.signal(signal.SIGVTALRM, bark)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
