"""A sketch as the data of a policy file: ids stay as they were, assumptions are marked."""

import re
from dataclasses import dataclass, field
from typing import Any

from delibctl.policy.importers.ids import Ids
from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, Sketch
from delibctl.text.headings import without_number
from delibctl.text.slug import slug

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
        self._result = ImportedPolicy(data={}, left_over=list(sketch.left_over))

    def to_policy(self) -> ImportedPolicy:
        sketch, result = self._sketch, self._result
        categories = [category for category in sketch.categories if category.has_text]
        for category in sketch.categories:
            if not category.has_text:
                self._leave(category.line, f"category {category.title!r} has no clause")
        ids = Ids(sketch)
        for line, reason in ids.changed:
            self._leave(line, reason)
        result.data = {
            "schema_version": 1,
            "policy": {
                "id": slug(without_number(sketch.title), "imported-policy"),
                "version": "0.1.0",
                "title": sketch.title,
                **({"description": sketch.description} if sketch.description else {}),
            },
            **({"definitions": sketch.definitions} if sketch.definitions else {}),
            "categories": [
                self._category(number, category, ids) for number, category in enumerate(categories)
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

    def _category(self, number: int, category: CategorySketch, ids: Ids) -> dict[str, Any]:
        path = ("categories", number)
        clauses = [clause for clause in category.clauses if clause.text]
        summary = category.summary
        if not summary:
            self._result.summaries += 1
            self._result.notes[(*path, "title")] = "its summary is assumed: the first sentence"
            first = _SENTENCE.match(clauses[0].text)
            summary = first[0] if first else clauses[0].text.split("\n")[0]
        return {
            "id": ids.of(category),
            "title": category.title,
            "summary": " ".join(summary.split()),
            "clauses": [
                self._clause((*path, "clauses", index), clause, ids.of(clause))
                for index, clause in enumerate(clauses)
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

    def _leave(self, line: int, reason: str) -> None:
        self._result.left_over.append((line, reason))
