"""Processor times of lint and diff beside another installation's; `benchmarks/pairs` says how."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import corpus

SAMPLES = Path(__file__).parent.parent / "sample_policies"
SMALL = 200


def main() -> None:
    """Time every command with both installations, in turn, and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks/pairs", description=__doc__)
    parser.add_argument("other", help="the delibctl of the other installation")
    parser.add_argument("--pairs", type=int, default=10, help="how many times each command runs")
    parser.add_argument("--only", metavar="NAME", default="", help="commands with this in them")
    options = parser.parse_args()
    here = str(Path(sys.executable).with_name("delibctl"))
    print(f"{'command':28} {'this s':>8} {'other s':>8} {'ratio':>7} {'least':>7} {'most':>7}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for command in _commands(folder):
            if options.only in " ".join(command):
                _row(command, [here, options.other], options.pairs, folder)


def _row(command: list[str], programs: list[str], pairs: int, folder: Path) -> None:
    times: dict[str, list[float]] = {program: [] for program in programs}
    for number in range(-1, pairs):
        for program in programs[:: 1 if number % 2 else -1]:
            seconds = _seconds([program, *command, "--format", "json"], folder)
            if number >= 0:  # the first pair loads programs and files into the system's cache
                times[program].append(seconds)
    this, other = times.values()
    ratios = sorted(a / b for a, b in zip(this, other, strict=True))
    figures = [median(this), median(other), median(ratios), ratios[0], ratios[-1]]
    print(
        f"{' '.join(command):28} "
        + " ".join(f"{value:{8 - (n > 1)}.3f}" for n, value in enumerate(figures)),
        flush=True,
    )


def _seconds(command: list[str], folder: Path) -> float:
    """Return the processor time of one process; one that fails has not done the work."""
    environment = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL
    ) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {started.returncode}")
    return used.ru_utime + used.ru_stime


def _commands(folder: Path) -> list[list[str]]:
    """Write every policy twice, the second edited, and return what is timed on them."""
    shutil.copytree(SAMPLES, folder / "samples")
    (folder / "large").mkdir()
    (folder / "large" / "policy.yaml").write_text(corpus.make(1_000).text, encoding="utf-8")
    for number in range(SMALL):
        text = corpus.make(5).text.replace("id: synthetic", f"id: synthetic_{number}")
        small = folder / "small" / f"p{number}"
        small.mkdir(parents=True)
        (small / "policy.yaml").write_text(text, encoding="utf-8")
    commands = []
    for name in ("samples", "large", "small"):
        commands += [["lint", name], ["diff", name, f"{name}-edited"]]
        shutil.copytree(folder / name, folder / f"{name}-edited")
        for policy in (folder / f"{name}-edited").rglob("policy.yaml"):
            policy.write_text(_edited(policy.read_text(encoding="utf-8")), encoding="utf-8")
    return commands


def _edited(policy: str) -> str:
    """Replace a word of every text where it stands."""
    return re.sub(r"\b(must not|does not|may)\b", "should", policy)


if __name__ == "__main__":
    main()
