"""Which items of a list are which of another."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from delibctl.compare.policies.likeness import likeness

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

#: From here on one text is a rewording of another.
_REWORDED = 0.5


def align(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], Hashable]],
    text: Callable[[T], str] | None = None,
) -> Iterator[tuple[T | None, T | None]]:
    """Items with an equal key, the first keys first; then alike texts; then what has no partner.

    Items that are equal as a whole should be so under the first key, or they pair by chance.
    """
    left, right = list(enumerate(old)), list(enumerate(new))
    pairs: list[tuple[tuple[int, T], tuple[int, T]]] = []
    for key in keys:
        for one in list(left):
            found = next((other for other in right if key(other[1]) == key(one[1])), None)
            if found is not None:
                pairs.append((one, found))
                left.remove(one)
                right.remove(found)
    for one in list(left) if text else []:
        found = _most_alike(one[1], right, text) if text else None
        if found is not None:
            pairs.append((one, found))
            left.remove(one)
            right.remove(found)
    yield from ((one[1], None) for one in left)
    partners: dict[int, T | None] = {other[0]: one[1] for one, other in pairs}
    yield from ((partners.get(index), item) for index, item in enumerate(new))


def _most_alike(
    item: T, others: Sequence[tuple[int, T]], text: Callable[[T], str]
) -> tuple[int, T] | None:
    scored = [(likeness(text(item), text(other[1])), other) for other in others]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _REWORDED else None


def reordered(old: Sequence[H], new: Sequence[H]) -> bool:
    """Whether the items that both lists have stand in another order."""
    both = set(old) & set(new)
    return [item for item in old if item in both] != [item for item in new if item in both]
