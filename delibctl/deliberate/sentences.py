"""Finding the sentence of a reasoning that first names or quotes a clause."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, islice

from delibctl.model import Citation
from delibctl.text.lazy import later
from delibctl.text.quotes import in_order, normalise, parts

#: The surroundings of an id that is not part of a longer one.
_BEFORE, _AFTER = later(r"(?<![\w.-])"), later(r"(?![\w-]|\.\w)")
_TOKEN = later(r"[\w.-]+")
_STOP = later(r"\.(?!\w)")
#: The places of the same words that are looked at.
_PLACES = 10_000
#: Places of an id up to which it is cheaper to look at each than to list all words.
_FEW = 20
_END = later(r"(?<=[.!?。！？])\s+|\n+")


class Sentences:
    """A reasoning, split into sentences, in which citations are looked up."""

    def __init__(self, text: str) -> None:
        self._sentences = [normalise(sentence) for sentence in _split(text)]
        self._text = "\n".join(self._sentences)
        self._starts = [0, *accumulate(len(sentence) + 1 for sentence in self._sentences)]

    def __len__(self) -> int:
        return len(self._sentences)

    def first(self, citation: Citation, clause: str | None) -> int | None:
        """Return the number, from 1, of the sentence that first names or quotes the clause.

        The cited id and the current id both name it. None if no sentence does.
        """
        ids = {citation.clause.casefold(), (clause or citation.clause).casefold()}
        numbers = [self._naming(id) for id in ids] + [self._quoting(citation)]
        return min((number for number in numbers if number is not None), default=None)

    def _naming(self, id: str) -> int | None:
        if _TOKEN.fullmatch(id):
            places = list(islice(self._places(id), _FEW))
            if len(places) < _FEW:
                place = next((place for place in places if self._is_token(id, place)), None)
            else:
                place = self._tokens.get(id)
            return None if place is None else self._at(place)
        for place in islice(self._places(id), _PLACES):
            if _BEFORE.match(self._text, place) and _AFTER.match(self._text, place + len(id)):
                return self._at(place)
        return None

    def _is_token(self, id: str, place: int) -> bool:
        """Return True if the word that begins there is the id; a full stop may end it."""
        if place and _TOKEN.match(self._text, place - 1):
            return False
        word = _TOKEN.match(self._text, place)
        return word is not None and id in (word[0], _STOP.split(word[0], maxsplit=1)[0])

    @cached_property
    def _tokens(self) -> dict[str, int]:
        """The offset of each word that may be an id, where it is first; a full stop may end it."""
        tokens: dict[str, int] = {}
        for match in _TOKEN.finditer(self._text):
            tokens.setdefault(match[0], match.start())
            tokens.setdefault(_STOP.split(match[0], maxsplit=1)[0], match.start())
        return tokens

    def _quoting(self, citation: Citation) -> int | None:
        quote = citation.quote
        if citation.found != "declared":
            # A quote that was recognised in the reasoning may span several sentences.
            quote = next(iter(_split(quote)), "")
        quoted = parts(quote)
        places = islice(self._places(quoted[0]), _PLACES) if quoted else iter(())
        # Each sentence is looked at once, however often it has the first words.
        numbers = dict.fromkeys(self._at(place) for place in places)
        return next((n for n in numbers if in_order(quoted, self._sentences[n - 1])), None)

    def _places(self, words: str) -> Iterator[int]:
        place = self._text.find(words) if words else -1
        while place >= 0:
            yield place
            place = self._text.find(words, place + 1)

    def _at(self, place: int) -> int:
        return bisect_right(self._starts, place)


def _split(text: str) -> list[str]:
    return [sentence for sentence in _END.split(text.strip()) if sentence]
