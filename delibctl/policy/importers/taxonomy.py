"""A taxonomy of harms or risks in YAML: groups with entries that have an id and a description.

Two layouts are read: lists of `risks` with an id, a name and a description, in `riskgroups`; and a
mapping `categories` from an id to its description, with `subcategories`. All other keys are listed.
"""

from collections.abc import Iterator
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, ExampleSketch, Sketch
from delibctl.source import Document, Path
from delibctl.source import read as read_source

_SEVERITIES = {"low", "medium", "high", "critical"}
_READ = {"id", "name", "description", "isPartOf", "default_severity", "subcategories"}


def read(text: str, name: str) -> Sketch:
    """All entries. Raises DelibctlError for YAML that is not sound or no taxonomy."""
    document = read_source(text.encode(), f"{name}.yaml")
    data = document.data
    made = None
    if isinstance(data, dict) and isinstance(data.get("risks"), list):
        made = _Risks(document).sketch(name)
    elif isinstance(data, dict) and isinstance(data.get("categories"), dict):
        made = _Mapping(document).sketch(name)
    if made is not None:
        for found in document.problems:
            made.leave(found.place.line, found.message)
        return made
    problem = next(iter(document.problems), None)
    raise DelibctlError(
        f"{name}: {problem.message}" if problem and data is None else f"{name}: no taxonomy in it",
        next="it needs a list of `risks`, or a mapping `categories` from ids to descriptions",
    )


def _line(document: Document, path: Path) -> int:
    return document.key_place(path).line


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


class _Risks:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._data: dict[str, Any] = document.data

    def sketch(self, name: str) -> Sketch:
        taxonomies = self._data.get("taxonomies")
        about = taxonomies[0] if isinstance(taxonomies, list) and taxonomies else {}
        about = about if isinstance(about, dict) else {}
        made = Sketch(
            title=_text(about.get("name")) or name, description=_text(about.get("description"))
        )
        groups = self._groups(made)
        rest = CategorySketch(id=None, title=made.title, line=1)
        for index, entry in self._entries("risks"):
            line = _line(self._document, ("risks", index))
            clause = self._clause(entry, line, made)
            if clause is not None:
                groups.get(_first(entry.get("isPartOf")), rest).clauses.append(clause)
        made.categories += [rest] if rest.clauses else []
        for key in self._data:
            if key not in {"risks", "riskgroups", "taxonomies"}:
                made.leave(_line(self._document, (key,)), f"{key}: no part of a policy")
        return made

    def _entries(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        entries = self._data.get(key)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                yield index, entry

    def _groups(self, made: Sketch) -> dict[str, CategorySketch]:
        groups: dict[str, CategorySketch] = {}
        for index, entry in self._entries("riskgroups"):
            id = _text(entry.get("id"))
            groups[id] = CategorySketch(
                id=id or None,
                title=_text(entry.get("name")) or id,
                line=_line(self._document, ("riskgroups", index)),
                summary=_text(entry.get("description")),
            )
        made.categories += groups.values()
        return groups

    def _clause(self, entry: dict[str, Any], line: int, made: Sketch) -> ClauseSketch | None:
        id, title = _text(entry.get("id")), _text(entry.get("name"))
        text = _text(entry.get("description"))
        if not text or not (id or title):
            made.leave(line, f"{id or title or 'an entry'} has no description")
            return None
        for key in entry.keys() - _READ:
            made.leave(line, f"{key!r}, which has no place in a clause")
        return ClauseSketch(id=id or None, title=title or id, line=line, text=text)


def _first(value: Any) -> str:
    return _text(value[0] if isinstance(value, list) and value else value)


class _Mapping:
    def __init__(self, document: Document) -> None:
        self._document = document

    def sketch(self, name: str) -> Sketch:
        data: dict[str, Any] = self._document.data
        made = Sketch(title=name.replace("_", " ").replace("-", " "))
        for id, entry in data["categories"].items():
            if isinstance(entry, dict):
                self._category(str(id), entry, made)
            else:
                made.leave(_line(self._document, ("categories", id)), f"{id} has no description")
        for key in data:
            if key != "categories":
                made.leave(_line(self._document, (key,)), f"{key}: no part of a policy")
        return made

    def _category(self, id: str, entry: dict[str, Any], made: Sketch) -> None:
        path = ("categories", id)
        line, text = _line(self._document, path), _text(entry.get("description"))
        title = id.replace("_", " ").replace("-", " ").capitalize()
        if not text:
            made.leave(line, f"{id} has no description")
            return
        severity = _text(entry.get("default_severity"))
        general = ClauseSketch(
            id=id,
            title=title,
            line=line,
            text=text,
            severity=severity if severity in _SEVERITIES else None,
            examples=[ExampleSketch(prompt=said) for said in _said(entry.get("platform_examples"))],
        )
        below = list(self._below(path, entry, general, made))
        made.categories.append(
            CategorySketch(
                id=f"{id}.category", title=title, line=line, summary=text, clauses=[general, *below]
            )
        )
        for key in entry.keys() - _READ - {"platform_examples"}:
            at = _line(self._document, (*path, key))
            made.leave(at, f"{key!r}, which has no place in a clause")
        if severity and severity not in _SEVERITIES:
            made.leave(_line(self._document, (*path, "default_severity")), f"severity {severity!r}")

    def _below(
        self, path: Path, entry: dict[str, Any], above: ClauseSketch, made: Sketch
    ) -> Iterator[ClauseSketch]:
        """Subcategories: a mapping to descriptions, or a list of names or of entries."""
        below = entry.get("subcategories")
        pairs = below.items() if isinstance(below, dict) else enumerate(below or ())
        for key, value in pairs:
            line = _line(self._document, (*path, "subcategories", key))
            fields = value if isinstance(value, dict) else {"description": value}
            id = _text(fields.get("id")) or (key if isinstance(key, str) else "")
            text = _text(fields.get("description"))
            if not text:
                made.leave(line, f"{id or 'a subcategory'} has no description")
                continue
            name = (id or text).replace("_", " ").capitalize()
            yield ClauseSketch(
                id=id or None,
                title=_text(fields.get("name")) or name,
                line=line,
                text=text if " " in text else name,
                severity=above.severity,
            )


def _said(value: Any) -> list[str]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in found if (text := _text(one))]
