"""A taxonomy of harms or risks in YAML: groups with entries that have an id and a description.

Two layouts are supported: lists of `risks` with an id, a name and a description, in `riskgroups`;
and a mapping `categories` from ids to descriptions, with `subcategories`. Other keys are left over.
"""

from collections.abc import Iterator
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, ExampleSketch, Sketch
from delibctl.source import Document, Path
from delibctl.source.foreign import read_foreign

_SEVERITIES = {"low", "medium", "high", "critical"}
_READ = {"id", "name", "description", "isPartOf", "default_severity", "subcategories"}


def read(text: str, name: str) -> Sketch:
    """Return a sketch of all entries. Raises DelibctlError if the YAML is not a valid taxonomy."""
    document = read_foreign(text, f"{name}.yaml")
    data = document.data
    sketch = None
    if isinstance(data, dict) and isinstance(data.get("risks"), list):
        sketch = _Risks(document).sketch(name)
    elif isinstance(data, dict) and isinstance(data.get("categories"), dict):
        sketch = _Mapping(document).sketch(name)
    if sketch is not None:
        for problem in document.problems:
            sketch.leave(problem.place.line, problem.message)
        return sketch
    first = next(iter(document.problems), None)
    raise DelibctlError(
        f"{name}: {first.message}" if first and data is None else f"{name} is not a taxonomy",
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
        sketch = Sketch(
            title=_text(about.get("name")) or name, description=_text(about.get("description"))
        )
        groups = self._groups(sketch)
        ungrouped = CategorySketch(id=None, title=sketch.title, line=1)
        for index, entry in self._entries("risks"):
            line = _line(self._document, ("risks", index))
            clause = self._clause(entry, line, sketch)
            if clause is not None:
                groups.get(_first(entry.get("isPartOf")), ungrouped).clauses.append(clause)
        sketch.categories += [ungrouped] if ungrouped.clauses else []
        for key in ("risks", "riskgroups"):
            entries = self._data.get(key)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if not isinstance(entry, dict):
                    sketch.leave(_line(self._document, (key, index)), f"{key}: not a mapping")
        for key in self._data:
            if key not in {"risks", "riskgroups", "taxonomies"}:
                sketch.leave(_line(self._document, (key,)), f"{key!r} is not part of a policy")
        return sketch

    def _entries(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        entries = self._data.get(key)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                yield index, entry

    def _groups(self, sketch: Sketch) -> dict[str, CategorySketch]:
        groups: dict[str, CategorySketch] = {}
        for index, entry in self._entries("riskgroups"):
            id = _text(entry.get("id"))
            groups[id] = CategorySketch(
                id=id or None,
                title=_text(entry.get("name")) or id,
                line=_line(self._document, ("riskgroups", index)),
                summary=_text(entry.get("description")),
            )
        sketch.categories += groups.values()
        return groups

    def _clause(self, entry: dict[str, Any], line: int, sketch: Sketch) -> ClauseSketch | None:
        id, title = _text(entry.get("id")), _text(entry.get("name"))
        text = _text(entry.get("description"))
        if not text or not (id or title):
            sketch.leave(line, f"{id or title or 'an entry'} has no description")
            return None
        for key in entry.keys() - _READ:
            sketch.leave(line, f"{key!r}: clauses have no such field")
        return ClauseSketch(id=id or None, title=title or id, line=line, text=text)


def _first(value: Any) -> str:
    return _text(value[0] if isinstance(value, list) and value else value)


class _Mapping:
    def __init__(self, document: Document) -> None:
        self._document = document

    def sketch(self, name: str) -> Sketch:
        data: dict[str, Any] = self._document.data
        sketch = Sketch(title=name.replace("_", " ").replace("-", " "))
        for id, entry in data["categories"].items():
            if isinstance(entry, dict):
                self._category(str(id), entry, sketch)
            else:
                sketch.leave(_line(self._document, ("categories", id)), f"{id} has no description")
        for key in data:
            if key != "categories":
                sketch.leave(_line(self._document, (key,)), f"{key!r} is not part of a policy")
        return sketch

    def _category(self, id: str, entry: dict[str, Any], sketch: Sketch) -> None:
        path = ("categories", id)
        line, text = _line(self._document, path), _text(entry.get("description"))
        title = id.replace("_", " ").replace("-", " ").capitalize()
        if not text:
            sketch.leave(line, f"{id} has no description")
            return
        severity = _text(entry.get("default_severity"))
        general = ClauseSketch(
            id=id,
            title=title,
            line=line,
            text=text,
            severity=severity if severity in _SEVERITIES else None,
            examples=[
                ExampleSketch(prompt=text) for text in _texts(entry.get("platform_examples"))
            ],
        )
        below = list(self._below(path, entry, general, sketch))
        sketch.categories.append(
            CategorySketch(
                id=f"{id}.category", title=title, line=line, summary=text, clauses=[general, *below]
            )
        )
        for key in entry.keys() - _READ - {"platform_examples"}:
            at = _line(self._document, (*path, key))
            sketch.leave(at, f"{key!r}: clauses have no such field")
        if severity and severity not in _SEVERITIES:
            sketch.leave(
                _line(self._document, (*path, "default_severity")), f"unknown severity {severity!r}"
            )

    def _below(
        self, path: Path, entry: dict[str, Any], above: ClauseSketch, sketch: Sketch
    ) -> Iterator[ClauseSketch]:
        """Yield the subcategories: a mapping to descriptions, or a list of names or entries."""
        below = entry.get("subcategories")
        pairs = below.items() if isinstance(below, dict) else enumerate(below or ())
        for key, value in pairs:
            line = _line(self._document, (*path, "subcategories", key))
            fields = value if isinstance(value, dict) else {"description": value}
            id = _text(fields.get("id")) or (key if isinstance(key, str) else "")
            text = _text(fields.get("description"))
            if not text:
                sketch.leave(line, f"{id or 'a subcategory'} has no description")
                continue
            name = (id or text).replace("_", " ").capitalize()
            yield ClauseSketch(
                id=id or None,
                title=_text(fields.get("name")) or name,
                line=line,
                text=text if " " in text else name,
                severity=above.severity,
            )


def _texts(value: Any) -> list[str]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items if (text := _text(item))]
