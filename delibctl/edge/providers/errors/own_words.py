"""What a provider says itself, without what it repeats of the question."""

import re
from collections.abc import Iterable

from delibctl.text.lazy import later

#: Words in a row that are no chance if the question has them as well.
_RUN = 4
_MOST = 4_000
_WORD = later(r"\w+")
#: Quoted texts; an apostrophe inside a word is no quotation mark.
_QUOTED = later(r"""(?<!\w)'(.*?)'(?!\w)|"([^"]*)"|`([^`]*)`""", re.DOTALL)


def own_words(message: str, sent: Iterable[str]) -> str:
    """Return a message in lower case, without quotations and without words of the question.

    An error may repeat the question, which may contain a policy on anything.
    """
    asked = f" {' '.join(_WORD.findall(' '.join(sent).lower()))} "

    def name_in(quoted: re.Match[str]) -> str:
        """A single word is the name of a parameter or a model, unless the question has it too."""
        word = next((group for group in quoted.groups() if group), "")
        return " " if " " in word.strip() or f" {word} " in asked else word

    lower = _QUOTED.sub(name_in, message[:_MOST].replace("\\n", " ").lower())
    return _without(asked, lower)


def without_repeats(message: str, sent: Iterable[str]) -> str:
    """Return a message in lower case, without words of the question, and with its quotations."""
    asked = f" {' '.join(_WORD.findall(' '.join(sent).lower()))} "
    return _without(asked, message[:_MOST].replace("\\n", " ").lower())


def _without(asked: str, lower: str) -> str:
    found = list(_WORD.finditer(lower))
    words = [match[0] for match in found]
    kept, end, place = [], 0, 0
    while place < len(found):
        length = _repeated(words[place:], asked)
        if length < _RUN:
            place += 1
            continue
        kept.append(lower[end : found[place].start()])
        end = found[place + length - 1].end()
        place += length
    return " ".join([*kept, lower[end:]])


def _repeated(words: list[str], asked: str) -> int:
    """Return how many of the first words the question has in the same order."""
    if f" {' '.join(words[:_RUN])} " not in asked or len(words) < _RUN:
        return 0
    low, high = _RUN, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if f" {' '.join(words[:middle])} " in asked:
            low = middle
        else:
            high = middle - 1
    return low
