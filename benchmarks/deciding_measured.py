"""Questions and error rates of asking until it is decided; `benchmarks/deciding` says how."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from comparison_runs import CASES, REPEATS
from comparison_simulation import Truth, all_drop, case_drops, clause_of_12_drops, unchanged
from deciding_simulation import DECIDED, Outcome, fixed, simulate

MEASURED = Path(__file__).with_name("deciding.measured.md")
SAME, LOWER = "no change", "recall 0.10 lower"
CLAUSE, CASE = "one clause of 12 falls", "one case falls"
TRUTHS: dict[str, Truth] = {
    SAME: unchanged,
    LOWER: partial(all_drop, by=0.10),
    CLAUSE: clause_of_12_drops(),
    CASE: case_drops(),
}
#: Fixed numbers of fresh repeats of every case: the last of them is the first to keep every rate.
FIXED = (5, 6)
_CORRELATIONS = (0.0, 0.1)
_NAMES = ("any failed", "recall failed", "recall passed", "confirmed", "all decided")
#: The outcomes of each design, by truth.
Designs = Mapping[str, Mapping[str, Outcome]]


def main() -> None:
    """Write the tables."""
    parser = ArgumentParser(prog="benchmarks/deciding", description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000, metavar="N")
    parser.add_argument("--other-runs", type=int, default=1_000, metavar="N")
    chosen = parser.parse_args()
    tasks = [(correlation, truth) for truth in TRUTHS for correlation in _CORRELATIONS]
    with ProcessPoolExecutor(len(_CORRELATIONS)) as pool:
        measure = partial(measured, runs=chosen.runs, others=chosen.other_runs)
        outcomes = dict(zip(tasks, pool.map(measure, tasks), strict=True))
    by_correlation = [{t: outcomes[c, t] for t in TRUTHS} for c in _CORRELATIONS]
    lines = [
        *compared(by_correlation),
        "",
        *rates(by_correlation),
        "",
        f"{chosen.runs:,} pairs of runs for each row that asks until it is decided, "
        f"{chosen.other_runs:,} for the others.",
    ]
    MEASURED.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def measured(task: tuple[float, str], *, runs: int, others: int) -> dict[str, Outcome]:
    """Return what each design came to for one truth."""
    correlation, truth = task
    return simulate(runs, correlation, TRUTHS[truth], FIXED, others=others, uneven=truth == CLAUSE)


def smallest_fixed(designs: Designs) -> int | None:
    """Return the smallest fixed number of repeats that keeps every error rate; None if none."""
    return next((number for number in FIXED if keeps_rates(designs, fixed(number))), None)


def keeps_rates(designs: Designs, design: str) -> bool:
    """Return whether a design errs as seldom as the gates are meant to."""
    return (
        designs[SAME][design].share("any failed") <= 0.05
        and designs[LOWER][design].share("recall failed") >= 0.80
        and designs[LOWER][design].share("recall passed") <= 0.065
        and designs[CLAUSE][design].share("confirmed") >= 0.90
        and designs[CASE][design].share("confirmed") >= 0.90
    )


def compared(columns: Sequence[Designs]) -> Iterator[str]:
    """Yield the table of questions beside those of the smallest fixed number of repeats."""
    stored = 2 * REPEATS * CASES
    yield (
        "| truth | correlation | smallest fixed repeats | fresh questions | until decided | fewer "
        f"| fewer, with the {stored:,} stored ones |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for truth in (SAME, LOWER):
        for correlation, designs in zip(_CORRELATIONS, columns, strict=True):
            number = smallest_fixed(designs)
            row = f"| {truth} | {correlation:g} | {number or f'over {FIXED[-1]}'} "
            most = 2 * (number or FIXED[-1]) * CASES
            asked = designs[truth][DECIDED].mean_questions
            fewer, in_all = 1 - asked / most, 1 - (stored + asked) / (stored + most)
            yield f"{row}| {most:,} | {asked:,.0f} | {fewer:.0%} | {in_all:.0%} |"


def rates(columns: Sequence[Designs]) -> Iterator[str]:
    """Yield the table of the error rates."""
    yield (
        "| truth | correlation | repeats | fresh questions | any gate fails | recall fails "
        "| recall passes | drop confirmed | every gate decided |"
    )
    yield "|---|--:|---|--:|--:|--:|--:|--:|--:|"
    for truth in TRUTHS:
        for correlation, designs in zip(_CORRELATIONS, columns, strict=True):
            for design, outcome in designs[truth].items():
                shares = {name: f"{outcome.share(name):.1%}" for name in _NAMES}
                if truth not in (CLAUSE, CASE):
                    shares["confirmed"] = ""
                yield (
                    f"| {truth} | {correlation:g} | {design} | {outcome.mean_questions:,.0f} | "
                    + " | ".join(shares.values())
                    + " |"
                )


if __name__ == "__main__":
    main()
