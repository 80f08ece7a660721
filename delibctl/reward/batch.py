"""What a batch of verdicts comes to: means that a trainer logs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from delibctl.reward.verdict import Verdict, measures


def means(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, float]]:
    """Yield the mean of each measure over all verdicts, and of each clause over those with it."""
    values = defaultdict[str, list[float]](list)
    for verdict in verdicts:
        for name, value in measures(verdict).items():
            values[f"policy/{name}"].append(value)
        for clause, value in verdict.clauses.items():
            values[f"clause/{clause}"].append(value)
    for name in sorted(values):
        yield name, sum(values[name]) / len(values[name])
