"""A search by words alone: BM25 over English stems."""

from collections.abc import Sequence
from typing import Any


class WordIndex:
    """An index of texts by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

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
    import bm25s
    import snowballstemmer

    stem = snowballstemmer.stemmer("english").stemWords
    stems: list[list[str]] = bm25s.tokenize(
        [text], stopwords="en", stemmer=stem, return_ids=False, show_progress=False
    )
    return stems[0]
