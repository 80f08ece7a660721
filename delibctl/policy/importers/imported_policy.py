"""A sketch as the data of a policy file: ids stay as they were, assumptions are marked."""

import re
from dataclasses import dataclass, field
from typing import Any

from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, Sketch
from delibctl.text.slug import slug

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LONGEST = 120
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


@dataclass(kw_only=True)
class ImportedPolicy:
    """The data of a policy file. `notes` are comments by the path of a key.

    `left_over` are lines with the reason why they were not imported. `styles` and `summaries`
    count assumptions. `unstyled` are clauses without a style in the source or by default.
    """

    data: dict[str, Any]
    notes: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    left_over: list[tuple[int, str]] = field(default_factory=list)
    styles: int = 0
    summaries: int = 0
    unstyled: list[str] = field(default_factory=list)


def to_policy(sketch: Sketch, default_style: str | None) -> ImportedPolicy:
    """Return the data of every category that has a clause; other categories are left over."""
    return _Writing(sketch, default_style).to_policy()


class _Writing:
    def __init__(self, sketch: Sketch, default_style: str | None) -> None:
        self._sketch = sketch
        self._style = default_style
        self._used_ids: set[str] = set()
        self._result = ImportedPolicy(data={}, left_over=list(sketch.left_over))

    def to_policy(self) -> ImportedPolicy:
        sketch, result = self._sketch, self._result
        categories = [category for category in sketch.categories if category.clauses]
        for category in sketch.categories:
            if not category.clauses:
                self._leave(category.line, f"category {category.title!r} has no clause")
        # References name clauses, so their ids take precedence over those of categories.
        ids = [
            [self._id(clause.id, clause) for clause in category.clauses] for category in categories
        ]
        result.data = {
            "schema_version": 1,
            "policy": {
                "id": slug(sketch.title, "imported-policy"),
                "version": "0.1.0",
                "title": sketch.title,
                **({"description": sketch.description} if sketch.description else {}),
            },
            **({"definitions": sketch.definitions} if sketch.definitions else {}),
            "categories": [
                self._category(number, category, ids[number])
                for number, category in enumerate(categories)
            ],
        }
        result.data = self._clean(result.data)
        result.left_over.sort()
        return result

    def _clean(self, value: Any) -> Any:
        """Return a value without control characters, which could manipulate a terminal."""
        if isinstance(value, str) and _CONTROL.search(value):
            self._leave(0, f"control characters in {_CONTROL.sub('', value)[:40]!r}")
            return _CONTROL.sub("", value)
        if isinstance(value, list):
            return [self._clean(item) for item in value]
        if isinstance(value, dict):
            return {key: self._clean(item) for key, item in value.items()}
        return value

    def _category(self, number: int, category: CategorySketch, ids: list[str]) -> dict[str, Any]:
        path = ("categories", number)
        summary = category.summary
        if not summary:
            self._result.summaries += 1
            self._result.notes[(*path, "title")] = "its summary is assumed: the first sentence"
            first = _SENTENCE.match(category.clauses[0].text)
            summary = first[0] if first else category.clauses[0].text.split("\n")[0]
        return {
            "id": self._id(category.id, category),
            "title": category.title,
            "summary": " ".join(summary.split()),
            "clauses": [
                self._clause((*path, "clauses", index), clause, ids[index])
                for index, clause in enumerate(category.clauses)
            ],
        }

    def _clause(self, path: tuple[str | int, ...], clause: ClauseSketch, id: str) -> dict[str, Any]:
        style = clause.style or self._style
        if style is None:
            self._result.unstyled.append(id)
            style = "refuse"
        elif clause.style is None:
            self._result.styles += 1
            self._result.notes[(*path, "style")] = "assumed"
        data: dict[str, Any] = {"id": id, "title": clause.title, "style": style}
        data["text"] = clause.text
        for name in ("authority", "severity", "rationale"):
            if value := getattr(clause, name):
                data[name] = value
        if clause.examples:
            data["examples"] = []
        for index, example in enumerate(clause.examples):
            if example.remark:
                self._result.notes[(*path, "examples", index, "style")] = example.remark
            answers = {"good": example.good, "bad": example.bad}
            data["examples"].append(
                {"prompt": example.prompt, "style": style}
                | {name: text for name, text in answers.items() if text}
            )
        return data

    def _id(self, source_id: str | None, of: ClauseSketch | CategorySketch) -> str:
        """Return the id of the source; an invalid or repeated one is changed and left over."""
        number, base = 1, source_id or slug(of.title, "section")
        if not _ID.fullmatch(base) or len(base) > _LONGEST:
            base = re.sub(r"[^A-Za-z0-9_.-]+", "-", base)[:_LONGEST].strip("-.")
            base = base if _ID.fullmatch(base) else f"id-{base}".rstrip("-")
        candidate = base
        while candidate in self._used_ids:
            number += 1
            candidate = f"{base}-{number}"
        self._used_ids.add(candidate)
        if source_id is not None and candidate != source_id:
            self._leave(
                of.line,
                f"the id {source_id!r} is invalid or not unique; it was changed to {candidate!r}",
            )
        return candidate

    def _leave(self, line: int, reason: str) -> None:
        self._result.left_over.append((line, reason))
