"""Which of many texts are nearly alike, without comparing each with each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from math import ceil

#: So many of their rarest runs two texts must share before they are compared.
_FIRST = 4
#: More texts than this with the same rare run are a form letter: the first stand for the others,
#: so that the time grows with the number of texts and not with its square.
_POSTINGS = 16


def similar(
    texts: Iterable[list[str]], least: float, wanted: Callable[[int, int], bool] = lambda *_: True
) -> Iterator[tuple[int, int]]:
    """Each text, as words, that is like an earlier one; with that one, if the pair is wanted.

    Two texts that have enough in common have some of their rarest runs in common (the prefix
    filter), so only texts that share rare runs are compared.
    """
    sizes, runs, known = _ranked(texts)
    postings: dict[int, list[int]] = {}
    for index, (size, ranks) in enumerate(zip(sizes, known, strict=True)):
        needed = ceil(least * size)
        first = min(_FIRST, needed)
        # What stands nowhere else comes first, and cannot be shared.
        rarest = ranks[: max(len(ranks) - needed + first, 0)]
        found = Counter(chain.from_iterable([postings.get(rank, ()) for rank in rarest]))
        likely = (other for other, count in found.items() if count >= first)
        for other in islice(likely, _POSTINGS):
            shared = len(runs[index] & runs[other])
            if shared >= least * (size + sizes[other] - shared) and wanted(index, other):
                yield index, other
                break
        for rank in rarest:
            with_it = postings.get(rank)
            if with_it is None:
                postings[rank] = [index]
            elif len(with_it) < _POSTINGS:
                with_it.append(index)


def _ranked(texts: Iterable[list[str]]) -> tuple[list[int], list[set[int]], list[list[int]]]:
    """Of each text how many runs it has, and those that others have: as they are, and as ranks.

    The rarest come first.
    """
    runs = [_runs(text) for text in texts]
    counts = Counter(chain.from_iterable(runs))
    common = sorted((run for run, count in counts.items() if count > 1), key=counts.__getitem__)
    rank = {run: index for index, run in enumerate(common)}
    shared = [own.keys() & rank.keys() for own in runs]
    known = [sorted(map(rank.__getitem__, own)) for own in shared]
    return [len(own) for own in runs], shared, known


def _runs(text: list[str]) -> dict[int, None]:
    """The runs of three words, as hashes, each once and in order."""
    return dict.fromkeys(map(hash, zip(text, text[1:], text[2:], strict=False)))
