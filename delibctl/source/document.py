"""Reading bytes as a document: plain data, a place for every path in it, and problems.

No input raises an error: problems are returned, so that one bad file never hides another. Limits
are checked on the events of the parser, before nodes are composed.
"""

import gc
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from delibctl.model import Place
from delibctl.source import jsonl, nodes
from delibctl.source.conflicts import unresolved
from delibctl.source.events import Limits, check_events, syntax_problem
from delibctl.source.lines import Lines
from delibctl.source.offsets import Offsets
from delibctl.source.problem import Problem
from delibctl.source.schema import Violation, violations
from delibctl.source.unicode import KIND, decode

__all__ = ["Document", "Path", "Problem", "read"]

#: Steps from the root: keys of mappings and indices of sequences.
Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Document:
    """A file that was read. `data` is None if the file has no usable content."""

    name: str
    text: str
    data: Any
    problems: tuple[Problem, ...]
    locate: Callable[[Path, bool], Place]
    scalars: Callable[[], Iterator[nodes.Scalar]] = lambda: iter(())
    spans: Callable[[Path], Place] | None = None

    def place(self, path: Path) -> Place:
        """Return the place of the value at `path`, or of its nearest existing parent."""
        return self.locate(path, False)

    def key_place(self, path: Path) -> Place:
        """Return the place of the key at the end of `path`."""
        return self.locate(path, True)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    @property
    def has_mark(self) -> bool:
        """True if the file begins with a byte order mark, which is not part of the text."""
        return any(p.kind == KIND and not p.stops for p in self.problems)

    @property
    def line_end(self) -> str:
        """The line end for added lines, as in the rest of the file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def span(self, path: Path) -> Place:
        """Return the place of the whole value at `path`; `place` of a mapping is its first key."""
        return self.spans(path) if self.spans else self.place(path)

    def raw(self, place: Place) -> str:
        """Return the text of the file at a place, including quotes."""
        start, end = self.lines.span(place)
        return self.text[start:end]

    def within(self, path: Path, value: str, start: int, end: int) -> Place:
        """Return the place of the characters from `start` to `end` of the text at `path`."""
        if self.spans is None:
            return self.place(path)
        begin, stop = self.lines.span(self.spans(path))
        if path not in self._offsets:
            self._offsets[path] = Offsets(self.text[begin:stop], value)
        offsets = self._offsets[path]
        first, last = offsets.of(start), offsets.end(max(end - 1, start))
        return self.lines.place(begin + first, begin + last, self.name)

    @cached_property
    def _offsets(self) -> dict[Path, Offsets]:
        """The offsets of each text that a place was asked in."""
        return {}

    def comments(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that start outside of scalars; JSON lines have none.

        The line on which a block scalar begins has no text of it, but may have a comment.
        """
        matches = [] if self.name.lower().endswith(".jsonl") else list(pattern.finditer(self.text))
        if not matches:
            return
        spans = [self.lines.span(scalar.place) for scalar in self.scalars()]
        starts = [start for start, _ in spans]
        for match in matches:
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= spans[index][1]:
                yield match
                continue
            start = starts[index]
            is_block = self.text[start] in "|>"
            if is_block and not _LINE_END.search(self.text, start, match.start()):
                yield match

    @property
    def kind(self) -> str | None:
        """The kind by top-level keys: `policy`, `cases` or `fragment`; None if unknown."""
        if not isinstance(self.data, dict):
            return None
        for kind in ("policy", "cases"):
            if kind in self.data:
                return kind
        return "fragment" if _FRAGMENT_KEYS & self.data.keys() else None

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """The violations of the schema of this kind; empty if the kind is unknown."""
        return tuple(violations(self.data, self.kind)) if self.kind else ()


_LINE_END = re.compile(r"[\r\n]")
_FRAGMENT_KEYS = {"categories", "styles", "definitions"}


def read(data: bytes, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """Return the document in the bytes of a file: JSON lines of cases in .jsonl, else YAML 1.2.

    The last few documents are cached: a command first asks what kind of file each argument is.
    """
    return _read(data, name, limits)


def forget_documents() -> None:
    """Forget the cached documents, as a task begins that is long and reads none.

    A document takes twenty times the memory of its file.
    """
    _read.cache_clear()


@lru_cache(maxsize=8)
def _read(data: bytes, name: str, limits: Limits) -> Document:
    text, problems = decode(data, name)
    # A merge may leave invalid lines, but never the reason for them.
    problems = unresolved(text, name) or problems
    if any(problem.stops for problem in problems):
        return _unreadable(name, text, problems)
    if name.lower().endswith(".jsonl"):
        plain, lines, invalid = jsonl.parse(text, name)
        return Document(
            name=name,
            text=text,
            data=plain,
            problems=(*problems, *invalid),
            locate=jsonl.locator(lines, text, name),
        )
    with _collector_paused():
        return _read_yaml(text, name, limits, problems)


def _read_yaml(text: str, name: str, limits: Limits, problems: list[Problem]) -> Document:
    problems = [*problems, *check_events(text, name, limits)]
    if any(problem.stops for problem in problems):
        # Most files are sound, and need nothing of it.
        from delibctl.source.diagnosis import diagnosed

        problems = [diagnosed(p, text) if p.kind == "yaml-syntax" else p for p in problems]
        return _unreadable(name, text, problems)
    root, error = nodes.compose(text)
    if error is not None:
        return _unreadable(name, text, [*problems, syntax_problem(error, text, name)])
    data, key_problems = nodes.build(root, name)
    if any(problem.stops for problem in key_problems):
        return _unreadable(name, text, [*problems, *key_problems])
    tree = nodes.Tree(root, name)
    return Document(
        name=name,
        text=text,
        data=data,
        problems=(*problems, *key_problems),
        locate=tree.locate,
        scalars=partial(nodes.scalars, root, name),
        spans=tree.span if root is not None else None,
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
    """Pause garbage collection: it would take most of the time of composing many nodes."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
