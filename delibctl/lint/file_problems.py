"""The problems found while reading a file, as hits of the rule of that name."""

from collections.abc import Callable, Iterator

from delibctl.lint.rule import Hit
from delibctl.source import Document


def problems(kind: str) -> Callable[[Document], Iterator[Hit]]:
    """Return a check that reports the problems of one kind."""

    def check(document: Document) -> Iterator[Hit]:
        for problem in document.problems:
            if problem.kind == kind:
                yield Hit(place=problem.place, message=problem.message, next=problem.next)

    return check
