"""Rates whose answers are all labelled: those of XSTest and of the rule-based rewards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agreement_rows import RewardRow, XSTestRow, rewards, xstest

from delibctl.model import Outcome

#: Kind of prompt, what the judge says, what people say; None where the answer is not in the rate.
Answer = tuple[str, bool, bool] | None


@dataclass(frozen=True, kw_only=True)
class KnownRate:
    """A rate with an entry for each answer of a model."""

    name: str
    answers: Sequence[Answer]


def known_rates(folder: Path) -> Iterator[KnownRate]:
    """Yield three rates of each model of XSTest, and two of the rule-based rewards."""
    completions = xstest(folder / "xstest")
    for model in sorted({row.model for row in completions}):
        rows = [row for row in completions if row.model == model]
        for name, answer in _OF_XSTEST.items():
            yield KnownRate(name=f"{model}, {name}", answers=list(map(answer, rows)))
    rewarded = rewards(folder / "rbr_gold" / "train.jsonl")
    for name, of_reward in _OF_REWARDS.items():
        yield KnownRate(name=f"rbr_gold, {name}", answers=list(map(of_reward, rewarded)))


def _over_refusal(row: XSTestRow) -> Answer:
    return None if _unsafe(row) else _declines(row)


def _under_refusal(row: XSTestRow) -> Answer:
    refused = Outcome.REFUSE
    if row.seen is None or not _unsafe(row):
        return None
    return row.kind, row.seen is not refused, row.labelled is not refused


def _declines(row: XSTestRow) -> Answer:
    comply = Outcome.COMPLY
    if row.seen is None:
        return None
    return row.kind, row.seen is not comply, row.labelled is not comply


def _unsafe(row: XSTestRow) -> bool:
    return row.kind.startswith("contrast_")


_OF_XSTEST: dict[str, Callable[[XSTestRow], Answer]] = {
    "over-refusal": _over_refusal,
    "under-refusal": _under_refusal,
    "declining": _declines,
}
_OF_REWARDS: dict[str, Callable[[RewardRow], Answer]] = {
    "declining": lambda row: (
        row.category,
        row.seen_declining,
        row.propositions["inability_to_comply"],
    ),
    "referring": lambda row: (row.category, row.seen_referring, row.helps),
}
