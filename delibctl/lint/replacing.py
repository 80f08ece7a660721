"""Edits that replace one name by another."""

from delibctl.model import Place
from delibctl.source import Document, Edit


def instead(document: Document, place: Place, old: str, new: str | None) -> tuple[Edit, ...]:
    """Return the edit that replaces `old` by `new` and keeps its quotes.

    Returns no edit if `new` is None or `old` is written with escapes.
    """
    raw = document.raw(place)
    for quote in ("", '"', "'"):
        if new is not None and raw == f"{quote}{old}{quote}":
            return (Edit(place=place, text=f"{quote}{new}{quote}"),)
    return ()
