"""The places of the parts of a policy that have none in the model: only clauses have."""

from typing import Any

from delibctl.model import Place
from delibctl.policy.bundle import Bundle
from delibctl.source import Path

_NOWHERE = Place(file="")


def place_of(bundle: Bundle, sort: str, name: str) -> Place:
    """Return the place of a part of a policy; its file is "" if the documents lack the part.

    `sort` is `policy` for a field of the head, such as the version, `principle` with its text,
    `category` or `case` with its id, `definition` or `style`.
    """
    # The last declaration of a term or style wins.
    for document in reversed(bundle.cases if sort == "case" else bundle.parts):
        if path := _path(document.data, sort, name):
            return document.key_place(path)
    return _NOWHERE


def _path(data: dict[str, Any], sort: str, name: str) -> Path:
    """Return the path of a part in a document; empty if it is not there."""
    match sort:
        case "principle":
            texts = data.get("principles", [])
            return ("principles", texts.index(name)) if name in texts else ()
        case "category":
            return _entry(data, "categories", name)
        case "case":
            return _entry(data, "cases", name)
    section = "policy" if sort == "policy" else f"{sort}s"
    return (section, name) if name in data.get(section, {}) else ()


def _entry(data: dict[str, Any], section: str, id: str) -> Path:
    ids = [entry["id"] for entry in data.get(section, [])]
    return (section, ids.index(id)) if id in ids else ()
