"""Pair the items of one list with those of another."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from delibctl.compare.lineage.likeness import likeness

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

#: From this likeness on, one text counts as a rewording of the other.
_REWORDED = 0.5


def align(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], Hashable]],
    text: Callable[[T], str] | None = None,
) -> Iterator[tuple[T | None, T | None]]:
    """Yield (old, new) pairs: items without a partner in `new` first, then all of `new` in order.

    Items pair by the first key under which they are equal, then by similar text. The first key
    should tell apart all items that differ, or they pair by chance.
    """
    unpaired_old, unpaired_new = list(enumerate(old)), list(enumerate(new))
    pairs: list[tuple[tuple[int, T], tuple[int, T]]] = []
    for key in keys:
        for item in list(unpaired_old):
            match = next((other for other in unpaired_new if key(other[1]) == key(item[1])), None)
            if match is not None:
                pairs.append((item, match))
                unpaired_old.remove(item)
                unpaired_new.remove(match)
    for item in list(unpaired_old) if text else []:
        match = _most_similar(item[1], unpaired_new, text) if text else None
        if match is not None:
            pairs.append((item, match))
            unpaired_old.remove(item)
            unpaired_new.remove(match)
    yield from ((item[1], None) for item in unpaired_old)
    partners: dict[int, T | None] = {match[0]: item[1] for item, match in pairs}
    yield from ((partners.get(index), item) for index, item in enumerate(new))


def _most_similar(
    item: T, candidates: Sequence[tuple[int, T]], text: Callable[[T], str]
) -> tuple[int, T] | None:
    scored = [(likeness(text(item), text(candidate[1])), candidate) for candidate in candidates]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _REWORDED else None


def reordered(old: Sequence[H], new: Sequence[H]) -> bool:
    """Return True if the items that both lists have are in another order."""
    shared = set(old) & set(new)
    return [item for item in old if item in shared] != [item for item in new if item in shared]
