"""Runs a program as a whole process, and says how long it took and how much memory it held."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_EVERY = 0.2


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds by the clock, and kB of memory at most."""

    seconds: float
    peak: int


def run(
    command: list[str], folder: Path, environment: Mapping[str, str], *, children: bool = False
) -> Measured:
    """Run it in the folder; one that fails has not done the work and stops everything.

    `children` adds what processes below it hold, where Linux tells. Our own process has to be
    small: a child starts out with the peak of its parent.
    """
    output = folder / "output.txt"
    with output.open("wb") as file:
        started = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        peaks: dict[int, int] = {}
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
        if children:
            watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    if children:
        watch.join()
    if process.returncode:
        said = output.read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{' '.join(command)} failed ({process.returncode}):\n{said[-4000:]}")
    peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    return Measured(seconds=seconds, peak=max(peak, sum(peaks.values())))


def _watch(pid: int, peaks: dict[int, int], ended: threading.Event) -> None:
    """Note the peak of a process and of all below it until it has ended."""
    while not ended.wait(_EVERY):
        waiting = [pid]
        while waiting:
            found = waiting.pop()
            with suppress(OSError):  # it may end while it is looked at
                status = Path(f"/proc/{found}/status").read_text(encoding="ascii", errors="replace")
                for line in status.splitlines():
                    if line.startswith("VmHWM:"):
                        peaks[found] = int(line.split()[1])
                for thread in Path(f"/proc/{found}/task").iterdir():
                    waiting += map(int, (thread / "children").read_text().split())
