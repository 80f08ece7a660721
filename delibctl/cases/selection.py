"""The common filters that select the cases of a command."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import TypeVar

from delibctl.model import Case

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Filters of cases; an empty one accepts everything.

    `case` holds globs. `sample` is the number of cases to draw with `seed`. `only` are the ids that
    may be selected; None accepts all.
    """

    category: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 0
    only: frozenset[str] | None = None

    def accepts(self, case: Case) -> bool:
        """Return True if a case passes every filter."""
        expected = case.expected
        return (
            (self.only is None or case.id in self.only)
            and (not self.category or bool(set(self.category) & set(case.categories)))
            and (not self.clause or bool(set(self.clause) & {*expected.clauses, *expected.either}))
            and (not self.kind or case.kind in self.kind)
            and (not self.lang or case.lang in self.lang)
            and (not self.split or case.split in self.split)
            and (not self.case or any(fnmatchcase(case.id, pattern) for pattern in self.case))
        )


def select(items: Iterable[T], selection: Selection, case_of: Callable[[T], Case]) -> list[T]:
    """Return the items whose case is selected, in order. A sample depends only on the case ids."""
    selected = [item for item in items if selection.accepts(case_of(item))]
    if selection.sample is None:
        return selected
    ids = sorted({case_of(item).id for item in selected})
    picked = set(Random(selection.seed).sample(ids, min(selection.sample, len(ids))))
    return [item for item in selected if case_of(item).id in picked]
