"""Runs a program as a whole process, and says what it took: time, CPU and memory."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds by the clock, seconds of CPU with its children, and kB of its largest process."""

    seconds: float
    cpu: float
    peak: int


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Run it in the folder; one that fails has not done the work and stops everything.

    Our own process has to be small: a child starts out with the peak of its parent.
    """
    output = folder / "output.txt"
    with output.open("wb") as file:
        started = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = output.read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{' '.join(command)} failed ({process.returncode}):\n{said[-4000:]}")
    peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    return Measured(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, peak=peak)
