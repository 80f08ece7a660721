"""Edits that put one name in the place of another."""

from delibctl.model import Place
from delibctl.source import Document, Edit


def instead(document: Document, place: Place, old: str, new: str | None) -> tuple[Edit, ...]:
    """The edit that writes `new` where `old` stands, in the quotes that stand there.

    None where there is nothing to write, or where `old` is written in another way.
    """
    raw = document.raw(place)
    for quote in ("", '"', "'"):
        if new is not None and raw == f"{quote}{old}{quote}":
            return (Edit(place=place, text=f"{quote}{new}{quote}"),)
    return ()
