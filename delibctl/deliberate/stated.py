"""What the answers of one reply state, and whether they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.deliberate.copied import placeholder
from delibctl.model import Citation
from delibctl.text.placeholders import is_type_word


@dataclass(frozen=True, kw_only=True)
class Stated:
    """An answer of a reply, with its place. None stands for what it leaves out."""

    place: tuple[int, int]
    answer: str
    style: str | None
    citations: tuple[Citation, ...] | None

    def within(self, places: Iterable[tuple[int, int]]) -> bool:
        """Return True if it stands in one of some places, as in an answer's own text."""
        return any(start <= self.place[0] and self.place[1] <= end for start, end in places)


def count_differing(answers: Iterable[Stated]) -> int:
    """Return the number of answers that differ in text, style or cited clauses; 0 if none do."""
    said = {(_text(one.answer), _style(one), _clauses(one)) for one in answers}
    parts = ({part for part in parts if part is not None} for parts in zip(*said, strict=True))
    return len(said) if any(len(part) > 1 for part in parts) else 0


def _text(text: str) -> str:
    return " ".join(text.split())


def _style(stated: Stated) -> str | None:
    return stated.style.casefold() if stated.style else None


def _clauses(stated: Stated) -> frozenset[str] | None:
    if stated.citations is None:
        return None
    ids = (citation.clause.casefold() for citation in stated.citations)
    return frozenset(id for id in ids if not placeholder(id) and not is_type_word(id))
