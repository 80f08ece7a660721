"""Declarations with a mistaken id: references to the right one then find nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.lint.entry import Entry, ids
from delibctl.source import Document, Path
from delibctl.text.suggest import typo_of

_VALID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
#: References that agree with each other are rather right than the one declaration.
_AGREE = 2


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A reference to an id, at a path of a document."""

    id: str
    document: Document
    path: Path


class Mistaken:
    """The unknown ids that are the fault of a declaration.

    `declarations`: unknown id to the entry that was surely meant, since several references agree
    and none names the entry as it is. `references`: unknown id to the references to it.
    """

    def __init__(
        self, entries: list[Entry], references: list[Reference], former: dict[str, str]
    ) -> None:
        declared = set(ids(entries))
        self.references: dict[str, list[Reference]] = {}
        for reference in references:
            if reference.id not in declared and reference.id not in former:
                self.references.setdefault(reference.id, []).append(reference)
        used = {reference.id for reference in references}
        unused = [entry for entry in entries if entry.text("id") not in used]
        self.declarations = dict(self._agreed(unused)) if self.references else {}
        nameless = [entry for entry in unused if not _VALID.fullmatch(entry.text("id") or "")]
        rest = self.references.keys() - self.declarations.keys()
        #: Ids that entries without a valid id may be meant to have; those are errors already.
        self._of_nameless = rest if len(rest) <= len(nameless) else set[str]()

    def explains(self, id: str) -> bool:
        """Return True if a mistaken declaration explains why an id is unknown."""
        return id in self.declarations or id in self._of_nameless

    def _agreed(self, unused: list[Entry]) -> Iterator[tuple[str, Entry]]:
        entry_of = {id: entry for entry in unused if _VALID.fullmatch(id := entry.text("id") or "")}
        for id, references in self.references.items():
            if len(references) < _AGREE:
                continue
            last = id.rpartition(".")[2]
            alike = [other for other in entry_of if other.rpartition(".")[2] == last]
            near = alike[0] if len(alike) == 1 else typo_of(id, entry_of)
            if near is not None:
                yield id, entry_of[near]
