"""What compares texts by their meaning: the narrow face of a sentence encoder."""

from collections.abc import Iterator, Sequence
from typing import Protocol


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

    def near_pairs(self, texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
        """Yield the index of each text with that of the earlier one that is nearest to it.

        Their similarity is `least` or more.
        """
