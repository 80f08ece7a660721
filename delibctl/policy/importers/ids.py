"""The ids of imported categories and clauses."""

import re
from collections import defaultdict
from collections.abc import Iterable

from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, Sketch
from delibctl.text.headings import heading_slug

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LONGEST = 120


class Ids:
    """The ids of the source as far as they are valid; the others are made of the titles.

    References name clauses of the source, so their ids come first, then those of categories. A
    section without text gets an id as well, so text that is added to it later changes no other id.
    `changed`: the line of each invalid or repeated id of the source, and what it became.
    """

    def __init__(self, sketch: Sketch) -> None:
        self.changed: list[tuple[int, str]] = []
        self._used: set[str] = set()
        self._ids: dict[int, str] = {}
        categories = sketch.categories
        self._from_source(clause for c in categories for clause in c.clauses if clause.text)
        self._from_source(category for category in categories if category.has_text)
        for position, category in enumerate(categories, 1):
            if category.id is None:
                self._add(category, heading_slug(category.title, "category", position))
        self._from_titles(categories)

    def of(self, item: ClauseSketch | CategorySketch) -> str:
        """Return the id of a category or clause of the sketch."""
        return self._ids[id(item)]

    def _from_titles(self, categories: list[CategorySketch]) -> None:
        """Name clauses by their titles; with the category, if the words occur beside it as well."""
        names = [self._ids.get(id(category), "category") for category in categories]
        clauses = [
            (name, clause)
            for name, category in zip(names, categories, strict=True)
            for clause in category.clauses
        ]
        words = [
            heading_slug(clause.title, "clause", position)
            for position, (_, clause) in enumerate(clauses, 1)
        ]
        homes: dict[str, set[str]] = defaultdict(set)
        for (name, _), title in zip(clauses, words, strict=True):
            homes[title].add(name)
        for (name, clause), title in zip(clauses, words, strict=True):
            if clause.id is None:
                repeated = title in names or len(homes[title]) > 1
                self._add(clause, f"{name}.{title}" if repeated else title)

    def _from_source(self, items: Iterable[ClauseSketch | CategorySketch]) -> None:
        for item in items:
            if item.id is not None:
                self._add(item, _valid(item.id))
                if self.of(item) != item.id:
                    reason = f"the id {item.id!r} is invalid or not unique"
                    now = f"it was changed to {self.of(item)!r}"
                    self.changed.append((item.line, f"{reason}; {now}"))

    def _add(self, item: ClauseSketch | CategorySketch, base: str) -> None:
        number, candidate = 1, base
        while candidate in self._used:
            number += 1
            candidate = f"{base}-{number}"
        self._used.add(candidate)
        self._ids[id(item)] = candidate


def _valid(source_id: str) -> str:
    if _ID.fullmatch(source_id) and len(source_id) <= _LONGEST:
        return source_id
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", source_id)[:_LONGEST].strip("-.")
    return plain if _ID.fullmatch(plain) else f"id-{plain}".rstrip("-")
