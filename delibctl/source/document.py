"""Bytes to a document: plain data, a place for every path in it, and what is wrong with the file.

Nothing here raises on any input: what is wrong is a Problem, so that one bad file never hides
another. Limits are checked on the parser's events, before anything is composed.
"""

import gc
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from delibctl.model import Place
from delibctl.source import jsonl, nodes
from delibctl.source.events import Limits, check_events, syntax_problem
from delibctl.source.lines import Lines
from delibctl.source.problem import Problem
from delibctl.source.schema import Violation, violations
from delibctl.source.unicode import decode

__all__ = ["Document", "Path", "Problem", "read"]

#: Steps from the root: keys of mappings and indices of sequences.
Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Document:
    """A file that was read. `data` is None where there is nothing sound enough to look at."""

    name: str
    text: str
    data: Any
    problems: tuple[Problem, ...]
    locate: Callable[[Path, bool], Place]
    scalars: Callable[[], Iterator[nodes.Scalar]] = lambda: iter(())
    spans: Callable[[Path], Place] | None = None

    def place(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest thing above it that exists."""
        return self.locate(path, False)

    def key_place(self, path: Path) -> Place:
        """Where the key at the end of `path` stands."""
        return self.locate(path, True)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    @property
    def line_end(self) -> str:
        """What ends a line that is added."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def span(self, path: Path) -> Place:
        """The span of the whole value at `path`, where `place` is the first key of a mapping."""
        return self.spans(path) if self.spans else self.place(path)

    def raw(self, place: Place) -> str:
        """What stands in the file at a place, quotes and all."""
        start, end = self.lines.span(place)
        return self.text[start:end]

    def within(self, path: Path, words: str, nth: int = 0) -> Place:
        """Where some words stand in the value at `path`, the nth time that they do.

        A block may break a line between two words. Where an escape hides them, the whole value.
        """
        whole = self.place(path)
        start, end = self.lines.span(whole)
        pattern = r"\s+".join(re.escape(word).replace("'", "''?") for word in words.split())
        found = list(re.finditer(pattern, self.text[start:end])) if pattern else []
        if nth >= len(found):
            return whole
        return self.lines.place(start + found[nth].start(), start + found[nth].end(), self.name)

    def comments(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begin in no text of the file. JSON lines have none."""
        matches = [] if self.name.endswith(".jsonl") else list(pattern.finditer(self.text))
        if not matches:
            return
        spans = [self.lines.span(scalar.place) for scalar in self.scalars()]
        starts = [start for start, _ in spans]
        for match in matches:
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= spans[index][1]:
                yield match

    @property
    def kind(self) -> str | None:
        """`policy`, `cases` or `fragment` by its top-level keys, else None."""
        if not isinstance(self.data, dict):
            return None
        for kind in ("policy", "cases"):
            if kind in self.data:
                return kind
        return "fragment" if _FRAGMENT_KEYS & self.data.keys() else None

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """How the data breaks the schema of its kind; empty where the kind is not known."""
        return tuple(violations(self.data, self.kind)) if self.kind else ()


_FRAGMENT_KEYS = {"categories", "styles", "definitions"}


def read(data: bytes, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """Read the bytes of one file. YAML 1.2, or JSONL of cases where the name ends in .jsonl."""
    text, problems = decode(data, name)
    if problems:
        return _unreadable(name, text, problems)
    if name.endswith(".jsonl"):
        plain, lines, problems = jsonl.parse(text, name)
        locate = jsonl.locator(lines, text, name)
        return Document(name=name, text=text, data=plain, problems=tuple(problems), locate=locate)
    with _collector_paused():
        return _read_yaml(text, name, limits)


def _read_yaml(text: str, name: str, limits: Limits) -> Document:
    problems = check_events(text, name, limits)
    if any(problem.stops for problem in problems):
        return _unreadable(name, text, problems)
    root, error = nodes.compose(text)
    if error is not None:
        return _unreadable(name, text, [*problems, syntax_problem(error, text, name)])
    data, found = nodes.build(root, name)
    return Document(
        name=name,
        text=text,
        data=data,
        problems=(*problems, *found),
        locate=nodes.locator(root, name),
        scalars=partial(nodes.scalars, root, name),
        spans=nodes.spanner(root, name) if root is not None else None,
    )


def _unreadable(name: str, text: str, problems: list[Problem]) -> Document:
    return Document(
        name=name,
        text=text,
        data=None,
        problems=tuple(problems),
        locate=lambda _path, _key: Place(file=name),
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Composing makes nodes by the hundred thousand; collecting among them is most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
