"""The figures of runs of one system, those of several seeds pooled, as Markdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import delibctl
from delibctl import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import wilson

Trials = Sequence[ScoredTrial]
#: Whether a trial holds; None where it does not apply or was not measured.
Holds = Callable[[ScoredTrial], bool | None]

#: Table 2 of "Deliberative Alignment" (2024), in percent: how often the category of the policy was
#: retrieved before and after training.
_PAPER = {"refuse": "27 and 75", "safe-complete": "21 and 91", "comply": "9 and 54"}


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """A share over one or more runs of the same cases."""

    hits: int
    total: int
    runs: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, with each case counted once: its runs resemble each other."""
        return wilson(self.hits / self.total, self.total / self.runs)

    def text(self) -> str:
        """Return share, count and interval."""
        if not self.total:
            return "-"
        low, high = (100 * end for end in self.interval)
        share = 100 * self.hits / self.total
        return f"{share:.1f} % ({self.hits} of {self.total}; {low:.1f} to {high:.1f})"


def _right(column: VerdictColumn) -> bool | None:
    return {VerdictColumn.RIGHT: True, VerdictColumn.WRONG: False}.get(column)


def clause_right(trial: ScoredTrial) -> bool | None:
    """Tell whether the right clause was cited."""
    return _right(trial.citation)


def category_named(trial: ScoredTrial) -> bool | None:
    """Tell whether the right category was named, where the mode measures that."""
    return _right(trial.category)


def _over_refused(trial: ScoredTrial) -> bool | None:
    decided = _right(trial.outcome) is not None
    return trial.over_refused if decided and trial.right.outcomes[-1] != "refuse" else None


def _under_refused(trial: ScoredTrial) -> bool | None:
    decided = _right(trial.outcome) is not None
    return trial.under_refused if decided and trial.right.outcomes[0] != "comply" else None


_FIGURES: Mapping[str, Holds] = {
    "category named": category_named,
    "right clause": clause_right,
    "right style": lambda trial: _right(trial.style),
    "right outcome": lambda trial: _right(trial.outcome),
    "over-refusal": _over_refused,
    "under-refusal": _under_refused,
}
_RECALL = ("category named", "right clause")


def trials_of(run: Path) -> list[ScoredTrial]:
    """Return the trials of a run that count."""
    [model] = delibctl.score(run).models
    return [trial for trial in model.trials if trial.counted]


def pooled(runs: Sequence[Trials], holds: Holds) -> Pooled:
    """Return the share of the trials of which something holds, over several runs."""
    verdicts = [verdict for run in runs for trial in run if (verdict := holds(trial)) is not None]
    return Pooled(hits=sum(verdicts), total=len(verdicts), runs=len(runs))


def report(systems: Mapping[str, Sequence[Trials]]) -> str:
    """Return the figures of each system, a system being the runs of one or more seeds."""
    lines = [*_head("", systems), *(_row(name, name, systems) for name in _FIGURES)]
    lines += ["", "By expected outcome (the paper's figures are of the category):", ""]
    lines += _head("", systems, "paper, before and after, %")
    for outcome, paper in _PAPER.items():
        for name in (*_RECALL, "right outcome"):
            told = f" {paper} |" if name == "category named" else " |"
            of_outcome = _only(systems, partial(_expects, outcome))
            lines.append(_row(f"{outcome}: {name}", name, of_outcome) + told)
    lines += ["", "By language, and the critical clauses apart:", "", *_head("", systems)]
    for group, chosen in _groups(systems).items():
        lines += [_row(f"{group}: {name}", name, chosen) for name in (*_RECALL, "right outcome")]
    return "\n".join(lines) + "\n"


def _expects(outcome: str, trial: ScoredTrial) -> bool:
    return trial.right.outcomes == (outcome,)


def _groups(systems: Mapping[str, Sequence[Trials]]) -> dict[str, dict[str, list[Trials]]]:
    return {
        "English": _only(systems, lambda trial: trial.case.lang == "en"),
        "other languages": _only(systems, lambda trial: trial.case.lang != "en"),
        "critical clauses": _only(systems, lambda trial: trial.critical),
    }


def _only(
    systems: Mapping[str, Sequence[Trials]], belongs: Callable[[ScoredTrial], bool]
) -> dict[str, list[Trials]]:
    return {
        name: [[trial for trial in run if belongs(trial)] for run in runs]
        for name, runs in systems.items()
    }


def _head(first: str, systems: Mapping[str, object], *more: str) -> Iterator[str]:
    columns = (first, *systems, *more)
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"


def _row(title: str, name: str, systems: Mapping[str, Sequence[Trials]]) -> str:
    cells = (pooled(runs, _FIGURES[name]).text() for runs in systems.values())
    return f"| {title} | {' | '.join(cells)} |"
