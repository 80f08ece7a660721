"""Finding the sentence of a reasoning that first names or quotes a clause."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

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
#: White space after the end of a sentence, or line feeds; found by its first character, as that is
#: many times faster.
_END = later(r"\s(?:(?<=[.!?。！？]\s)\s*|(?<=\n)\n*)")
_ENDS = (". ", "! ", "? ")


class Sentences:
    """A reasoning, split into sentences, in which citations are looked up."""

    def __init__(self, text: str) -> None:
        #: The normalised sentences, one a line.
        self._text = _plain_lines(text) or "\n".join(map(normalise, _split(text)))
        self._length = self._text.count("\n") + 1 if self._text or _split(text) else 0

    def __len__(self) -> int:
        return self._length

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
        starts = dict.fromkeys(self._text.rfind("\n", 0, place) + 1 for place in places)
        found = (start for start in starts if in_order(quoted, self._line(start)))
        return next((self._at(start) for start in found), None)

    def _line(self, start: int) -> str:
        end = self._text.find("\n", start)
        return self._text[start:] if end < 0 else self._text[start:end]

    def _places(self, words: str) -> Iterator[int]:
        place = self._text.find(words) if words else -1
        while place >= 0:
            yield place
            place = self._text.find(words, place + 1)

    def _at(self, place: int) -> int:
        return self._text.count("\n", 0, place) + 1


def _plain_lines(text: str) -> str:
    """Return the normalised sentences of a text one a line; "" if it has to be taken apart.

    Most texts have no emphasis and no white space but single spaces and line feeds.
    """
    if not text.isascii() or "*" in text or "`" in text:
        return ""
    lines = text.strip()
    if len(lines.split()) != lines.count(" ") + lines.count("\n") + 1:
        return ""
    for end in _ENDS:
        lines = lines.replace(end, f"{end[0]}\n")
    return lines.casefold()


def _split(text: str) -> list[str]:
    return [sentence for sentence in _END.split(text.strip()) if sentence.strip()]
