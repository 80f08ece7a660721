"""Whether a case stands in what a model is shown: then citing it proves nothing."""

from collections.abc import Iterable

from delibctl.model import Case
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

#: From this share of its three-word runs on, a prompt stands in what is shown; our own number.
_LEAKED = 0.8
#: A shorter prompt shares its words, or stands whole, in many texts by chance.
_LEAK_WORDS = 5
_LEAK_LENGTH = 12
#: Texts that are shared by many cases come one after the other.
_KEPT = 256


class Leaks:
    """Whether a case stands in what the model is shown besides the case itself."""

    def __init__(self) -> None:
        self._shown: dict[str, tuple[frozenset[tuple[str, ...]], str]] = {}

    def leaked(self, case: Case, shown: Iterable[str]) -> bool:
        """Whether the prompt stands in one of the texts, whole or for the most part."""
        prompt = normalise(case.prompt)
        runs = shingles(case.prompt) if len(prompt.split()) >= _LEAK_WORDS else None
        for text in shown:
            text_runs, whole = self._read(text)
            if len(prompt) >= _LEAK_LENGTH and prompt in whole:
                return True
            if runs is not None and contained(runs, text_runs) >= _LEAKED:
                return True
        return False

    def _read(self, text: str) -> tuple[frozenset[tuple[str, ...]], str]:
        if text not in self._shown:
            if len(self._shown) >= _KEPT:
                self._shown.pop(next(iter(self._shown)))
            self._shown[text] = shingles(text), normalise(text)
        return self._shown[text]
