"""Google's multilingual universal sentence encoder: 16 languages, on numpy alone."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from delibctl.text.meaning import Accepts, always

Vectors = NDArray[np.float32]

#: Of a longer text, only its first and last characters are read; its time would grow without end.
FIRST, LAST = 3_000, 1_000
#: The scripts of its languages, as the names of their letters begin.
_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")
_DIMENSIONS, _PLACES = 512, 3
#: Texts whose vectors are remembered, and rows that are compared at once.
_REMEMBERED, _BLOCK = 50_000, 512


class UniversalEncoder:
    """Compares texts by the vectors of a model. Vectors are made once for each text."""

    def __init__(self, encode: Callable[[list[str]], object], name: str) -> None:
        self.name = name
        self._encode = encode
        self._vectors: dict[str, Vectors] = {}

    def reads(self, text: str) -> bool:
        """Return True if most letters of a text are of a script that it learned."""
        letters = [c for c in unicodedata.normalize("NFKC", _ends(text)) if c.isalpha()]
        known = sum(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in letters)
        return 2 * known > len(letters)

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """Return, for each text, its similarity to each of the others."""
        if not texts or not others:
            return [[] for _ in texts]
        cosines = self._of(texts) @ self._of(others).T
        rows: list[list[float]] = np.round(cosines.astype(np.float64), _PLACES).tolist()
        return rows

    def near_pairs(
        self, texts: Sequence[str], least: float, accepts: Accepts = always
    ) -> Iterator[tuple[int, int]]:
        """Yield the index of each text with that of its nearest earlier one, `least` or nearer."""
        if len(texts) < 2:
            return
        vectors = self._of(texts)
        for start in range(0, len(texts), _BLOCK):
            rows = vectors[start : start + _BLOCK]
            cosines = np.round(rows @ vectors[: start + len(rows)].T, _PLACES)
            for offset, row in enumerate(cosines):
                index = start + offset
                near = np.flatnonzero(row[:index] >= least)
                nearest_first = near[np.argsort(-row[near], kind="stable")].tolist()
                accepted = (earlier for earlier in nearest_first if accepts(index, earlier))
                if (earlier := next(accepted, None)) is not None:
                    yield index, earlier

    def _of(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, one to a row; zeros for a text that it cannot read."""
        ends = [_ends(text) for text in texts]
        new = [end for end in dict.fromkeys(ends) if end not in self._vectors]
        if len(self._vectors) + len(new) > _REMEMBERED:
            self._vectors.clear()
            new = list(dict.fromkeys(ends))
        readable = [end for end in new if self.reads(end)]
        self._vectors |= dict.fromkeys(new, np.zeros(_DIMENSIONS, dtype=np.float32))
        if readable:
            made = np.asarray(self._encode(readable), dtype=np.float32)
            if made.shape != (len(readable), _DIMENSIONS) or not np.isfinite(made).all():
                raise ValueError(f"vectors of the shape {made.shape}")
            self._vectors |= dict(zip(readable, made, strict=True))
        return np.stack([self._vectors[end] for end in ends])


def _ends(text: str) -> str:
    """Return a text without its middle if it is long, and without halves of characters."""
    if len(text) > FIRST + LAST:
        text = f"{text[:FIRST]} {text[-LAST:]}"
    return text.encode("utf-8", "replace").decode("utf-8")
