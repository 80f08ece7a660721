"""Outcomes that `fitted` sees beside those that people see; `benchmarks/fitted` says how."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agreement_rows import LABELS, family
from agreement_tables import Pairs, alike, share

from delibctl.edge.learning.scikit import learner
from delibctl.judge.fitted.deciding import Limits
from delibctl.model import Message, Outcome
from delibctl.score.fitting import (
    Example,
    Probabilities,
    decisions,
    fit_limits,
    folds,
    out_of_fold,
)

_LEARN = learner()
#: The weights alone: they always decide.
_ALONE = Limits(override=0.0, threshold=0.0)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A completion of XSTest with its label, as a judge learns it."""

    model: str
    example: Example


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What each judge sees in a row that it did not learn from."""

    row: Row
    weights: Outcome | None
    together: Outcome | None


def main() -> None:
    """Print the tables."""
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder with xstest")
    rows = list(_rows(Path(os.environ["DELIBCTL_DATA"]) / "xstest"))
    print("XSTest: comply, refuse, partial; two-way: complies at all. An answer that is not")
    print("measured counts as wrong; the last columns leave it out and say how many are measured.")
    print("weights: what was learned decides always; fitted: only where it is sure, else patterns.")
    print("\n".join(_table("cross-validated by prompt family", rows, _by_family(rows))))
    print("\n".join(_table("each model left out in turn", rows, _by_model(rows))))


def _rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("completions_*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines(True)
        for cells in csv.DictReader(lines):
            request = (Message(role="user", content=cells["prompt"]),)
            labelled, group = LABELS[cells["final_label"]], family(cells["type"])
            example = Example.of(request, cells["completion"], labelled, group)
            yield Row(model=path.stem.split("_")[1], example=example)


def _by_family(rows: Sequence[Row]) -> list[list[int]]:
    return folds([row.example.group for row in rows])


def _by_model(rows: Sequence[Row]) -> list[list[int]]:
    models = sorted({row.model for row in rows})
    return [[n for n, row in enumerate(rows) if row.model == model] for model in models]


def _table(title: str, rows: Sequence[Row], parts: Iterable[Sequence[int]]) -> Iterator[str]:
    seen: list[Seen] = []
    limits: list[Limits] = []
    for part in parts:
        held_out = set(part)
        chosen, outcomes = _held_out(
            [row for n, row in enumerate(rows) if n not in held_out], [rows[n] for n in part]
        )
        limits.append(chosen)
        seen += outcomes
    yield ""
    yield f"{title}: three-way/two-way"
    yield "  limits: " + ", ".join(f"{each.override:.2f} {each.threshold:.2f}" for each in limits)
    heads = ("patterns", "weights", "fitted", "measured alone")
    yield f"{'':20}{'answers':>8}" + "".join(f"{head:>15}" for head in heads) + "  of all"
    for model in sorted({each.row.model for each in seen}):
        yield _line(model, [each for each in seen if each.row.model == model])
    yield _line("all", seen)


def _held_out(learned: Sequence[Row], held_out: Sequence[Row]) -> tuple[Limits, Iterator[Seen]]:
    examples = [row.example for row in learned]
    limits = fit_limits(examples, out_of_fold(examples, _LEARN))
    model = _LEARN(examples)
    unseen = [row.example for row in held_out]
    found: list[Probabilities] = [
        model.probabilities(example.features, example.finding) for example in unseen
    ]
    alone, together = decisions(unseen, found, _ALONE), decisions(unseen, found, limits)
    return limits, (
        Seen(row=row, weights=weights, together=both)
        for row, weights, both in zip(held_out, alone, together, strict=True)
    )


def _line(name: str, seen: Sequence[Seen]) -> str:
    judged = (
        [(each.row.example.outcome, each.row.example.finding) for each in seen],
        [(each.row.example.outcome, each.weights) for each in seen],
        [(each.row.example.outcome, each.together) for each in seen],
        [(each.row.example.outcome, each.together) for each in seen if each.together],
    )
    figures = "".join(f"{_both(pairs):>15}" for pairs in judged)
    return f"{name:20}{len(seen):8}{figures}  {len(judged[-1]) / len(seen):.3f}"


def _both(outcomes: Sequence[tuple[Outcome, Outcome | None]]) -> str:
    comply = Outcome.COMPLY
    two = Pairs((labelled is comply, seen is comply) for labelled, seen in outcomes)
    return f"{share(alike(Pairs(outcomes)))}/{share(alike(two))}"


if __name__ == "__main__":
    main()
