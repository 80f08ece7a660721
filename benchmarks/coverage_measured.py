"""Intervals of rates held against rates that are known; `benchmarks/coverage_of_rates` says how."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from coverage_draws import WAYS, Coverage, coverage
from coverage_rates import known_rates


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(prog="benchmarks/coverage_of_rates", description=__doc__)
    parser.add_argument("--draws", type=int, default=2_000, metavar="N")
    parser.add_argument("--labels", type=int, default=100, metavar="N")
    chosen = parser.parse_args()
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder with xstest and rbr_gold")
    for line in table(Path(os.environ["DELIBCTL_DATA"]), chosen.draws, chosen.labels):
        print(line)


def table(folder: Path, draws: int, labels: int) -> Iterator[str]:
    """Yield a line for each rate and each way of drawing."""
    yield f"{draws} draws of {labels} labels from all answers of a model; 95 % intervals"
    yield f"{'':50}  share of intervals that hold the rate     mean width"
    yield f"{'rate, and what is drawn':50}  judge alone  corrected  labels alone  (the same order)"
    for rate in known_rates(folder):
        for way in WAYS:
            found = coverage(rate, way, draws=draws, labels=labels)
            yield _line(f"{rate.name}: {way}", found)


def _line(name: str, found: Coverage) -> str:
    held = f"{found.judge:11.3f}  {found.corrected:9.3f}  {found.labels:12.3f}"
    return f"{name:50}  {held}  {' '.join(f'{width:.3f}' for width in found.widths)}"


if __name__ == "__main__":
    main()
