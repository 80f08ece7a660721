"""A search by words alone: BM25 over English stems."""

import warnings
from collections.abc import Sequence
from typing import Any


class WordIndex:
    """An index of texts by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        bm25s = _bm25s()
        self._texts = len(texts)
        self._index: Any = bm25s.BM25()
        if texts:
            self._index.index([_tokens(text) for text in texts], show_progress=False)

    def nearest(self, question: str) -> list[int]:
        """Return the indexes of texts that share a word with the question, nearest first."""
        vocabulary = self._index.vocab_dict if self._texts else {}
        words = [word for word in _tokens(question) if word in vocabulary]
        if not words:
            return []
        scores = [float(score) for score in self._index.get_scores(words)]
        return sorted((n for n, score in enumerate(scores) if score > 0), key=lambda n: -scores[n])


def _tokens(text: str) -> list[str]:
    """Return English stems without the commonest words; in other languages few match."""
    import snowballstemmer

    bm25s = _bm25s()
    stem = snowballstemmer.stemmer("english").stemWords
    stems: list[list[str]] = bm25s.tokenize(
        [text], stopwords="en", stemmer=stem, return_ids=False, show_progress=False
    )
    return stems[0]


def _bm25s() -> Any:
    with warnings.catch_warnings():
        # In a notebook its progress bars, which nobody asks for, warn of what they miss.
        warnings.simplefilter("ignore")
        import bm25s
    return bm25s
