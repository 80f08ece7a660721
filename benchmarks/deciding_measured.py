"""Questions and error rates of asking until it is decided; `benchmarks/deciding` says how."""

from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from comparison_simulation import all_drop, unchanged
from deciding_simulation import Outcome, simulate

MEASURED = Path(__file__).with_name("deciding.measured.md")
FIXED = (4, 5, 6, 7)
_CORRELATIONS = (0.0, 0.1)


def main() -> None:
    """Write the table."""
    parser = ArgumentParser(prog="benchmarks/deciding", description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000, metavar="N")
    runs: int = parser.parse_args().runs
    with ProcessPoolExecutor(len(_CORRELATIONS)) as pool:
        columns = list(pool.map(partial(rows, runs=runs), _CORRELATIONS))
    lines = [*_table(columns), "", f"{runs:,} pairs of runs for each row."]
    MEASURED.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def rows(correlation: float, *, runs: int) -> list[tuple[str, str, Outcome]]:
    """Return what each design came to: the truth, the design, and its outcome."""
    found = []
    for truth, change in (("no change", unchanged), ("0.10 lower", partial(all_drop, by=0.10))):
        decided, fixed = simulate(runs, correlation, change, FIXED)
        found.append((truth, "until decided", decided))
        found += [(truth, f"{repeats} fixed", fixed[repeats]) for repeats in FIXED]
    return found


def _table(columns: list[list[tuple[str, str, Outcome]]]) -> Iterator[str]:
    yield (
        "| correlation | citation recall | repeats | fresh questions | any gate fails "
        "| its tolerance fails | its tolerance passes | every gate decided |"
    )
    yield "|--:|---|---|--:|--:|--:|--:|--:|"
    for correlation, found in zip(_CORRELATIONS, columns, strict=True):
        for truth, design, outcome in found:
            names = ("any failed", "recall failed", "recall passed", "all decided")
            shares = " | ".join(f"{outcome.share(name):.1%}" for name in names)
            yield (
                f"| {correlation:g} | {truth} | {design} | {outcome.mean_questions:,.0f} "
                f"| {shares} |"
            )


if __name__ == "__main__":
    main()
