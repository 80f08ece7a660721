"""A sketch as the data of a policy file: ids as they were, and what was assumed marked as such."""

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
    """`notes` are comments by the path of a key; `styles` and `summaries` count what was assumed.

    `unstyled`: clauses for which neither the source nor the default gives a style.
    """

    data: dict[str, Any]
    notes: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    left_over: list[tuple[int, str]] = field(default_factory=list)
    styles: int = 0
    summaries: int = 0
    unstyled: list[str] = field(default_factory=list)


def to_policy(sketch: Sketch, default_style: str | None) -> ImportedPolicy:
    """Every category that has a clause; the others are listed as left over."""
    return _Writing(sketch, default_style).to_policy()


class _Writing:
    def __init__(self, sketch: Sketch, default_style: str | None) -> None:
        self._sketch = sketch
        self._style = default_style
        self._taken: set[str] = set()
        self._made = ImportedPolicy(data={}, left_over=list(sketch.left_over))

    def to_policy(self) -> ImportedPolicy:
        sketch, made = self._sketch, self._made
        kept = [category for category in sketch.categories if category.clauses]
        for category in sketch.categories:
            if not category.clauses:
                self._leave(category.line, f"{category.title!r} has no clause")
        # Clauses are what others refer to, so theirs are the ids that stay in any case.
        ids = [[self._id(clause.id, clause) for clause in category.clauses] for category in kept]
        made.data = {
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
                for number, category in enumerate(kept)
            ],
        }
        made.data = self._clean(made.data)
        made.left_over.sort()
        return made

    def _clean(self, value: Any) -> Any:
        """Without characters that control a terminal: no text of a policy needs one."""
        if isinstance(value, str) and _CONTROL.search(value):
            self._leave(0, f"control characters of {_CONTROL.sub('', value)[:40]!r}")
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
            self._made.summaries += 1
            self._made.notes[(*path, "title")] = "its summary is assumed: the first sentence"
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
            self._made.unstyled.append(id)
            style = "refuse"
        elif clause.style is None:
            self._made.styles += 1
            self._made.notes[(*path, "style")] = "assumed"
        data: dict[str, Any] = {"id": id, "title": clause.title, "style": style}
        data["text"] = clause.text
        for name in ("authority", "severity", "rationale"):
            if value := getattr(clause, name):
                data[name] = value
        if clause.examples:
            data["examples"] = []
        for index, example in enumerate(clause.examples):
            if example.remark:
                self._made.notes[(*path, "examples", index, "style")] = example.remark
            answers = {"good": example.good, "bad": example.bad}
            data["examples"].append(
                {"prompt": example.prompt, "style": style}
                | {name: text for name, text in answers.items() if text}
            )
        return data

    def _id(self, given: str | None, of: ClauseSketch | CategorySketch) -> str:
        """The id as it is; one that cannot be an id here, or stands twice, is changed and named."""
        number, plain = 1, given or slug(of.title, "section")
        if not _ID.fullmatch(plain) or len(plain) > _LONGEST:
            plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain)[:_LONGEST].strip("-.")
            plain = plain if _ID.fullmatch(plain) else f"id-{plain}".rstrip("-")
        made = plain
        while made in self._taken:
            number += 1
            made = f"{plain}-{number}"
        self._taken.add(made)
        if given is not None and made != given:
            self._leave(of.line, f"the id {given!r} cannot stand here; it is {made!r} now")
        return made

    def _leave(self, line: int, what: str) -> None:
        self._made.left_over.append((line, what))
