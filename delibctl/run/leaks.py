"""Leaks: cases that are part of the text a model is shown, so that citing proves nothing."""

from collections.abc import Iterable

from delibctl.model import Case
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

#: Share of a prompt's three-word runs from which on it counts as part of a text; we chose it.
_LEAKED = 0.8
#: A prompt with fewer words, or characters, is part of many texts by chance.
_LEAK_WORDS = 5
_LEAK_LENGTH = 12
#: Texts that are remembered. Cases that share a text come one after another.
_CACHE_SIZE = 256


class Leaks:
    """Finds cases in the text that a model is shown besides the case itself."""

    def __init__(self) -> None:
        self._analysed: dict[str, tuple[frozenset[tuple[str, ...]], str]] = {}

    def leaked(self, case: Case, shown: Iterable[str]) -> bool:
        """Return True if one of the texts contains the prompt, wholly or for the most part."""
        prompt = normalise(case.prompt)
        runs = shingles(case.prompt) if len(prompt.split()) >= _LEAK_WORDS else None
        for text in shown:
            text_runs, normalised = self._analyse(text)
            if len(prompt) >= _LEAK_LENGTH and prompt in normalised:
                return True
            if runs is not None and contained(runs, text_runs) >= _LEAKED:
                return True
        return False

    def _analyse(self, text: str) -> tuple[frozenset[tuple[str, ...]], str]:
        if text not in self._analysed:
            if len(self._analysed) >= _CACHE_SIZE:
                self._analysed.pop(next(iter(self._analysed)))
            self._analysed[text] = shingles(text), normalise(text)
        return self._analysed[text]
