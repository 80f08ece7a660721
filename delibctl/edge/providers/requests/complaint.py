"""A complaint about a request: what the provider says is wrong with it, as it names it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from delibctl.edge.providers.errors.error_body import ErrorBody
from delibctl.edge.providers.errors.own_words import without_repeats
from delibctl.text.lazy import later

#: Characters of a complaint that are read; it may repeat the whole question.
_MAX_LENGTH = 10_000
#: Ways to say that a part of a request is not taken.
_TURNED_DOWN = (
    r"unsupported|unrecogni[sz]ed|unknown|unexpected|deprecated|forbidden|no longer|instead"
    r"|input should be|extra (?:inputs|fields)|additional propert"
    r"|invalid (?:argument|parameter|field|name|role)"
    r"|(?:not|n['’]t)(?: \w+){0,2} (?:support|permit|allow|accept|enabl|recogni|valid|compatible)"
)
_REFUSED = later(_TURNED_DOWN)
#: What is said of a value, and not of its name.
_OF_A_VALUE = later(r"\d|large|small|value|integer|less|greater|exceed|maximum|minimum|at most")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was said of a request: status, the parameter that is wrong, a code, and a text.

    All of them are empty where nothing was said. `text` is in lower case, and is never shown.
    """

    status: int = 0
    param: str = ""
    code: str = ""
    text: str = field(default="", repr=False)

    def turns_down(self, *names: str) -> bool:
        """Return True if a part of that name is not taken; one that is too large is.

        A parameter that is named decides; else the words around one of the names do.
        """
        if self.param:
            refused = _REFUSED.search(self._words)
            return refused is not None and any(map(self._is_about, names))
        return any(_near(name).search(self.text) for name in names)

    def wants(self, name: str, *, not_: str) -> bool:
        """Return True if one name of a parameter is to be sent in place of another.

        In any language: it names the one, or the other and no value of it.
        """
        if self.turns_down(not_):
            return True
        if self._is_about(name) or self.turns_down(name):
            return False
        if re.search(_whole(name), self.text):
            return True
        return self._is_about(not_) and _OF_A_VALUE.search(self._words) is None

    def _is_about(self, name: str) -> bool:
        return name in re.split(r"[.\[\]]+", self.param)

    @property
    def _words(self) -> str:
        return f"{self.code.replace('_', ' ')} {self.text}"

    def says(self, *words: str) -> bool:
        """Return True if the text contains one of the words."""
        return any(word in self.text for word in words)


#: What was said where nothing was.
NO_COMPLAINT = Complaint()


def _whole(name: str) -> str:
    return rf"(?<![a-z_]){re.escape(name)}(?![a-z_])"


@cache
def _near(name: str) -> re.Pattern[str]:
    word = _whole(name)
    return re.compile(
        rf"{word}[^\n]{{0,80}}?(?:{_TURNED_DOWN})|(?:{_TURNED_DOWN})[^\n]{{0,60}}?{word}"
    )


def complaint_in(status: int, error: ErrorBody, sent: Iterable[str]) -> Complaint:
    """Return the complaint in a response of that status, from what its body says.

    `sent` are the texts of the question: a policy that it repeats is no complaint.
    """
    sent = tuple(sent)
    own = (without_repeats(message, sent) for message in error.messages)
    return Complaint(
        status=status if status >= 400 else error.status or 500,
        param=_first(error.fields("param")) or _place(next(error.fields("loc"), None)),
        code=_first(error.fields("code")) or _first(error.fields("type")),
        text=" | ".join(own)[:_MAX_LENGTH],
    )


def _place(place: Any) -> str:
    """Return where a request is wrong, as servers that check it against types say (FastAPI)."""
    parts = place if isinstance(place, list | tuple) else []
    return ".".join(str(part) for part in parts if part != "body").lower()


def _first(values: Iterable[Any]) -> str:
    return next((value.lower() for value in values if isinstance(value, str) and value), "")
