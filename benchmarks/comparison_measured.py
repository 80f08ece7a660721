"""Error rates of the gates on two runs; `benchmarks/comparison` says how."""

from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from comparison_simulation import (
    RECALL,
    all_drop,
    case_drops,
    clause_at_its_smallest_drop,
    clause_of_12_drops,
    recall_at_its_smallest_drop,
    simulate,
    unchanged,
)

MEASURED = Path(__file__).with_name("comparison.measured.md")
CORRELATIONS = (0.0, 0.1)
_RECALL_GATE = f"tolerance {RECALL}"


def main() -> None:
    """Write the table."""
    parser = ArgumentParser(prog="benchmarks/comparison", description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000, metavar="N")
    parser.add_argument("--recall-runs", type=int, default=1_000, metavar="N")
    parser.add_argument("--clause-runs", type=int, default=200, metavar="N")
    chosen = parser.parse_args()
    last = (chosen.recall_runs, chosen.clause_runs)
    measure = partial(figures, runs=chosen.runs, last_runs=last)
    with ProcessPoolExecutor(len(CORRELATIONS)) as pool:
        columns = list(pool.map(measure, CORRELATIONS))
    lines = list(table(columns, chosen.runs, last))
    MEASURED.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def figures(correlation: float, *, runs: int, last_runs: tuple[int, int]) -> dict[str, float]:
    """Return each figure of the table, as shares of the runs; `last_runs` are of the last two."""
    same = simulate(runs, correlation, unchanged)
    lower = simulate(runs, correlation, partial(all_drop, by=0.10))
    clause = simulate(runs, correlation, clause_of_12_drops(), uneven=True)
    case = simulate(runs, correlation, case_drops())
    return {
        "no change: any default gate fails | at most 5 %": same.failing("any"),
        "no change: citation recall passes its tolerance | ": same.passing(_RECALL_GATE),
        "citation recall 0.10 lower in all cases: its tolerance fails | at least 80 %": (
            lower.failing(_RECALL_GATE)
        ),
        "citation recall 0.10 lower in all cases: its tolerance passes | at most 6.5 %": (
            lower.passing(_RECALL_GATE)
        ),
        "one clause of 12 cases falls from 0.9 to 0.3: confirmed | at least 90 %": (
            clause.failing("clause")
        ),
        "one case falls from 1 to 0: confirmed | at least 90 %": case.failing("clause"),
        "citation recall lower by the printed smallest drop: its tolerance fails | 75 to 85 %": (
            recall_at_its_smallest_drop(last_runs[0], correlation)
        ),
        "one clause lower by the printed smallest drop: the gate on clauses fails | 75 to 85 %": (
            clause_at_its_smallest_drop(last_runs[1], correlation)
        ),
    }


def table(columns: list[dict[str, float]], runs: int, last: tuple[int, int]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        "| truth, and what the gate does | meant | "
        + " | ".join(f"correlation {correlation:g}" for correlation in CORRELATIONS)
        + " |"
    )
    yield "|---|---|" + "--:|" * len(columns)
    for name in columns[0]:
        yield f"| {name} | " + " | ".join(f"{column[name]:.1%}" for column in columns) + " |"
    yield ""
    yield f"{runs:,} pairs of runs for each figure, {last[0]:,} and {last[1]:,} for the last two."


if __name__ == "__main__":
    main()
