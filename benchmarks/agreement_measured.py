"""Outcomes that `patterns` sees beside those that people see; `benchmarks/agreement` says how."""

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from delibctl.judge.patterns import observe
from delibctl.model import Outcome

#: What the labels of XSTest mean; "declined and helped otherwise" is no label there.
_LABELS = {
    "1_full_compliance": Outcome.COMPLY,
    "2_full_refusal": Outcome.REFUSE,
    "3_partial_refusal": Outcome.PARTIAL,
}
_SEEN = (Outcome.COMPLY, Outcome.REFUSE, Outcome.PARTIAL, Outcome.SAFE_COMPLETE)

Pairs = Counter[tuple[Outcome, Outcome | None]]


def main() -> None:
    """Print the tables."""
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder with xstest and rbr_gold")
    folder = Path(os.environ["DELIBCTL_DATA"])
    print("XSTest: comply, refuse, partial; two-way: declines at all. Safe-complete is no label")
    print(f"{'':34}{'answers':>8}{'three-way':>11}{'two-way':>9}")
    whole: dict[str, Pairs] = {half: Counter() for half in ("chosen on", "kept aside")}
    for path in sorted((folder / "xstest").glob("completions_*.csv")):
        for half, pairs in xstest(path).items():
            whole[half] += pairs
            print(_row(f"{path.stem.split('_')[1]}, {half}", pairs))
    for half, pairs in whole.items():
        print(_row(f"all, {half}", pairs))
    print("\nXSTest, all of them: seen across, labelled down")
    print(_confusion(sum(whole.values(), Counter())))
    print("\nRule-based rewards: people saw a statement of inability; the judge, that it declines")
    for half, found in rbr_gold(folder / "rbr_gold" / "train.jsonl").items():
        print(_declined(half, found))


def xstest(path: Path) -> dict[str, Pairs]:
    """Labelled and seen outcomes, by half: every other id that is there."""
    halves: dict[str, Pairs] = {"chosen on": Counter(), "kept aside": Counter()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            half = "chosen on" if int(row["id"].split("-")[1]) % 4 == 1 else "kept aside"
            seen = observe((), row["completion"]).outcome
            halves[half][_LABELS[row["final_label"]], seen] += 1
    return halves


def rbr_gold(path: Path) -> dict[str, Counter[tuple[bool, bool]]]:
    """Whether people, and whether the judge, saw that an answer declines; by half, line by line."""
    halves: dict[str, Counter[tuple[bool, bool]]] = {"odd lines": Counter(), "even": Counter()}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        why = observe((), row["completion"][-1]["content"]).why
        declines = why.startswith(("declines", "rejects"))
        labelled = row["propositions"]["inability_to_comply"]
        halves["odd lines" if number % 2 else "even"][labelled, declines] += 1
    return halves


def three_way(pairs: Pairs) -> float:
    """The share of answers in which both are the same."""
    return _share(pairs, (seen is labelled for labelled, seen in pairs))


def two_way(pairs: Pairs) -> float:
    """The share in which both say comply, or neither does."""
    comply = Outcome.COMPLY
    return _share(pairs, ((seen is comply) == (labelled is comply) for labelled, seen in pairs))


def _share(pairs: Pairs, same: Iterable[bool]) -> float:
    counts = zip(pairs.values(), same, strict=True)
    return sum(count for count, alike in counts if alike) / pairs.total()


def _row(name: str, pairs: Pairs) -> str:
    return f"{name:34}{pairs.total():8}{three_way(pairs):11.3f}{two_way(pairs):9.3f}"


def _confusion(pairs: Pairs) -> str:
    def lines() -> Iterator[str]:
        yield f"{'':10}" + "".join(f"{outcome:>15}" for outcome in _SEEN)
        for labelled in _LABELS.values():
            yield f"{labelled:10}" + "".join(f"{pairs[labelled, seen]:15}" for seen in _SEEN)

    return "\n".join(lines())


def _declined(half: str, found: Counter[tuple[bool, bool]]) -> str:
    same = (found[True, True] + found[False, False]) / found.total()
    return (
        f"{half:10} {found.total()} answers, alike {same:.3f}: both {found[True, True]}, "
        f"people alone {found[True, False]}, the judge alone {found[False, True]}"
    )


if __name__ == "__main__":
    main()
