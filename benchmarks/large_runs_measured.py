"""Time and memory of `delibctl diff` of large runs; `benchmarks/large_runs` says how."""

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import large_runs_built


def main() -> None:
    """Build the runs that are not there yet, and measure each command once."""
    parser = argparse.ArgumentParser(description=__doc__)
    here = str(Path(sys.executable).with_name("delibctl"))
    parser.add_argument("program", nargs="?", default=here, help="the delibctl to measure")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--two", action="store_true", help="measure the comparison of two runs too")
    parser.add_argument("--keep", type=Path, help="where the runs stand, or are to be kept")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder: Path = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        runs = [folder / "before.sqlite", folder / "after.sqlite"][: 2 if options.two else 1]
        for seed, path in enumerate(runs, start=1):
            if not path.exists():
                large_runs_built.build(path, options.cases, options.repeats, seed)
        one = [options.program, "diff", str(runs[0])]
        _measure("one run, text", [*one, "--format", "text"])
        _measure("one run, json", [*one, "--format", "json"])
        if options.two:
            _measure(
                "two runs, text", [options.program, "diff", *map(str, runs), "--format", "text"]
            )


def _measure(name: str, command: list[str]) -> None:
    """Run a command and print what the process and those that it waited for took."""
    started = time.perf_counter()
    process = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)
        ],
    )
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1_024
    code = os.waitstatus_to_exitcode(status)
    print(f"{name:16}{wall:8.1f} s{cpu:8.1f} s CPU{peak:8.0f} MB, exit {code}", flush=True)


if __name__ == "__main__":
    main()
