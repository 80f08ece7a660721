"""Finding near-duplicates among many texts, without comparing all pairs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from math import ceil

#: The number of rarest runs that two texts must share to be compared.
_FIRST = 4
#: The number of texts per rare run that are remembered: more are a form letter. With this limit
#: the time grows with the number of texts, not with its square.
_POSTINGS = 16


def similar(
    texts: Iterable[list[str]],
    least: float,
    accepts: Callable[[int, int], bool] = lambda *_: True,
    run: int = 3,
) -> Iterator[tuple[int, int]]:
    """Yield the indices of each text that is similar to an earlier one, and of that text.

    Texts are lists of words; `least` is the share of common runs of `run` words; `accepts` filters
    pairs. Similar texts share some of their rarest runs (the prefix filter), so only such texts are
    compared.
    """
    sizes, runs, ranks_of_texts = _ranked(texts, run)
    postings: dict[int, list[int]] = {}
    for index, (size, ranks) in enumerate(zip(sizes, ranks_of_texts, strict=True)):
        needed = ceil(least * size)
        first = min(_FIRST, needed)
        # Runs of this text alone come first, and cannot be shared.
        rarest = ranks[: max(len(ranks) - needed + first, 0)]
        shared_counts = Counter(chain.from_iterable([postings.get(rank, ()) for rank in rarest]))
        likely = (candidate for candidate, count in shared_counts.items() if count >= first)
        for candidate in islice(likely, _POSTINGS):
            shared = len(runs[index] & runs[candidate])
            if shared >= least * (size + sizes[candidate] - shared) and accepts(index, candidate):
                yield index, candidate
                break
        for rank in rarest:
            with_it = postings.get(rank)
            if with_it is None:
                postings[rank] = [index]
            elif len(with_it) < _POSTINGS:
                with_it.append(index)


def _ranked(
    texts: Iterable[list[str]], run: int
) -> tuple[list[int], list[set[int]], list[list[int]]]:
    """Return, for each text, its number of runs, its shared runs, and their ranks.

    The rarest runs have the lowest ranks.
    """
    runs = [_runs(text, run) for text in texts]
    counts = Counter(chain.from_iterable(runs))
    common = sorted((run for run, count in counts.items() if count > 1), key=counts.__getitem__)
    rank = {run: index for index, run in enumerate(common)}
    shared = [text_runs.keys() & rank.keys() for text_runs in runs]
    ranks = [sorted(map(rank.__getitem__, text_runs)) for text_runs in shared]
    return [len(text_runs) for text_runs in runs], shared, ranks


def _runs(text: list[str], length: int) -> dict[int, None]:
    """Return the distinct runs of some words, as hashes, in order."""
    return dict.fromkeys(map(hash, zip(*(text[n:] for n in range(length)), strict=False)))
