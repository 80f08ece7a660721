"""What compares texts by their meaning: the narrow face of a sentence encoder."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

#: From this similarity on, two prompts ask nearly the same. Other cases of the samples reach 0.53.
SAME = 0.83


#: Returns True for two indices that may be a pair.
Accepts = Callable[[int, int], bool]


def always(_index: int, _earlier: int) -> bool:
    """Accept every pair."""
    return True


class SentenceEncoder(Protocol):
    """Compares texts by their meaning. A similarity is a cosine, rounded to three places.

    A text that it cannot read has the similarity 0 to every other.
    """

    @property
    def name(self) -> str:
        """The package and its version."""

    def reads(self, text: str) -> bool:
        """Return True if a text has words in a script of its languages."""

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """Return, for each text, its similarity to each of the others."""

    def near_pairs(
        self, texts: Sequence[str], least: float, accepts: Accepts = always
    ) -> Iterator[tuple[int, int]]:
        """Yield the index of each text with that of the earlier one that is nearest to it.

        Their similarity is `least` or more; `accepts` filters pairs.
        """
