"""Whether a case stands in what a model is shown: then citing it proves nothing."""

from delibctl.deliberate import shown_messages
from delibctl.model import Case, Policy
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

#: From this share of its three-word runs on, a prompt stands in what is shown; our own number.
_LEAKED = 0.8
#: A shorter prompt shares its words, or stands whole, in many texts by chance.
_LEAK_WORDS = 5
_LEAK_LENGTH = 12


class Leaks:
    """Whether a case stands in what the model is shown besides the case itself."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._shown: dict[tuple[str, ...], tuple[frozenset[tuple[str, ...]], str]] = {}

    def leaked(self, case: Case) -> bool:
        """Whether the prompt stands in it, whole or for the most part."""
        if case.categories not in self._shown:
            system = shown_messages(self._policy, case.shown)[0].content
            self._shown[case.categories] = shingles(system), normalise(system)
        runs, whole = self._shown[case.categories]
        prompt = normalise(case.prompt)
        if len(prompt) >= _LEAK_LENGTH and prompt in whole:
            return True
        enough = len(prompt.split()) >= _LEAK_WORDS
        return enough and contained(shingles(case.prompt), runs) >= _LEAKED
