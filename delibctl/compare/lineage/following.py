"""Texts that follow a renamed term or style: the new name is where the old one was."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from delibctl.compare.lineage.texts import edit_texts
from delibctl.model import Policy

#: Replaces each use of a name in a text: (text, name, mark) to text.
Mark = Callable[[str, str, str], str]

_WORD = re.compile(r"[^\W_]+")
#: YAML has no such character, so a mark is not part of a text.
_EDGE = "\x00"
#: The first of the characters that tell marks apart; no name has one.
_PRIVATE = 0xF0000
_ARTICLE = re.compile(rf"\ban?(?=\s+{_EDGE})", re.IGNORECASE)


class Following:
    """The old policy with new names in all texts that are equal to a new text after that.

    `strays`: the old names of which a text is left that did not follow, or of which the new name
    was or the old name is in use elsewhere.
    """

    def __init__(self, old: Policy, new: Policy, names: Mapping[str, str], mark: Mark) -> None:
        marks = {name: f"{_EDGE}{chr(_PRIVATE + n)}" for n, name in enumerate(names)}
        self._former = Marking(marks, mark)
        self._current = Marking({now: marks[name] for name, now in names.items()}, mark)
        self._old_name = {now: name for name, now in names.items()}
        self._texts: dict[str, str] = {}
        self._unchanged: set[str] = set()
        self.strays: set[str] = set()
        edit_texts(new, self._keep, self._keep_hidden)
        self.policy = edit_texts(old, self._followed, self._followed_hidden)

    def _keep(self, text: str) -> str:
        self.strays.update(self._former.names_in(self._keep_hidden(text)))
        return text

    def _keep_hidden(self, text: str) -> str:
        """Keep a text of the new policy by its marked text, which is returned."""
        marked = self._current.marked(text)
        self._texts[marked] = text
        self._unchanged.add(text)
        return marked

    def _followed(self, text: str) -> str:
        marked = self._former.marked(text)
        self.strays.update(self._old_name[name] for name in self._current.names_in(marked))
        if marked not in self._texts:
            self.strays.update(self._former.names_in(text))
        return text if text in self._unchanged else self._texts.get(marked, text)

    def _followed_hidden(self, text: str) -> str:
        return text if text in self._unchanged else self._texts.get(self._former.marked(text), text)


class Marking:
    """A marking of names in texts that takes `an` before a name for `a`.

    Looks only for names of which a text has the first word.
    """

    def __init__(self, marks: Mapping[str, str], mark: Mark) -> None:
        self._marks, self._mark = marks, mark
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name in sorted(marks, key=len, reverse=True):
            word = _WORD.search(name) if name.isascii() else None
            for ending in ("", "s", "es") if word else ("",):
                self._by_word[word[0].lower() + ending if word else ""].append(name)

    def marked(self, text: str) -> str:
        """Return a text with all names replaced by their marks."""
        text = text.replace(_EDGE, _EDGE * 2)
        for name in self._candidates(text):
            text = self._mark(text, name, self._marks[name])
        return _ARTICLE.sub("a", text) if _EDGE in text else text

    def names_in(self, text: str) -> list[str]:
        """Return the names that a text has."""
        return [name for name in self._candidates(text) if self._mark(text, name, "") != text]

    def _candidates(self, text: str) -> Iterable[str]:
        words = self._by_word.keys() & {"", *_WORD.findall(text.lower())}
        names = {name for word in words for name in self._by_word[word]}
        return sorted(names, key=lambda name: (-len(name), name))
