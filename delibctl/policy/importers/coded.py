"""A classifier's policy with coded rules, like those of gpt-oss-safeguard.

A line with a code in parentheses (`Likely Spam (SP2 ...)`) or before a colon starts a category; a
line that starts with a code and a letter (`SP2.a Cold promotion – "..."`) is a clause with that
code, and its quotations are examples. Terms below DEFINITIONS become definitions. Categories called
allowed or safe get the style comply. Instructions for labels and output are not imported.
"""

import re

from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, ExampleSketch, Sketch

_CODE = r"[A-Z]{1,4}\d{1,2}"
_RULE = re.compile(
    rf"^\W*(?P<id>{_CODE}\.[A-Za-z0-9]+)[*`]*[ \t]*[:.)–—-]?[ \t]*[*`]*(?P<text>\S.*)$"
)
_GROUP = re.compile(
    rf"^\W*(?:(?P<before>[^()]*?\S)[ \t]*\((?P<inner>{_CODE})\b[^)]*\)"
    rf"|(?P<code>{_CODE})[ \t]*[:–—-][ \t]*(?P<after>\S.*))\W*$"
)
_HEADING = re.compile(r"^\W*(?P<name>[A-Z][A-Z &/]{3,}[A-Z])\W*$")
_TERM = re.compile(r"^\W*(?P<term>[A-Za-z][\w /-]{0,60}?)\**[ \t]*:\**[ \t]*(?P<text>\S.*)$")
_GOAL = re.compile(r"^\W*GOAL\**[ \t]*:\**[ \t]*(?P<text>\S.*)$", re.IGNORECASE)
_OUTPUT = re.compile(r"^\W*output\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<text>[^“”\"]+)[”\"]")
_TITLE_END = re.compile(r"\s+[–—-]\s+|:\s+")
_ALLOWED = re.compile(r"\b(?:allowed|safe|permitted|acceptable|non-violating)\b", re.IGNORECASE)
_NOT_ALLOWED = re.compile(
    r"\b(?:not|un|dis|never)[ -]?(?:allowed|safe|permitted|acceptable)\b", re.I
)
#: The number of coded rules by which the format is recognised.
_ENOUGH = 2


def recognises(text: str) -> bool:
    """Return True if several lines begin with the code of a rule."""
    return sum(bool(_RULE.match(line)) for line in text.splitlines()) >= _ENOUGH


def read(text: str, name: str) -> Sketch:
    """Return a sketch with every coded rule as a clause of the group above it."""
    return _Reading(name).sketch(text)


class _Reading:
    def __init__(self, name: str) -> None:
        self._sketch = Sketch(title="")
        self._name = name
        self._group: CategorySketch | None = None
        self._allowed = False
        self._in_definitions = False

    def sketch(self, text: str) -> Sketch:
        for number, raw in enumerate(text.splitlines(), 1):
            line = " ".join(raw.split())
            if line.strip("-*_| "):
                self._line(number, line)
        self._sketch.title = self._sketch.title or self._name.replace("_", " ").replace("-", " ")
        return self._sketch

    def _line(self, number: int, line: str) -> None:
        sketch = self._sketch
        if rule := _RULE.match(line):
            self._rule(number, rule["id"], rule["text"])
        elif group := _GROUP.match(line):
            self._open(number, group)
        elif goal := _GOAL.match(line):
            sketch.description = f"{sketch.description} {goal['text']}".strip()
        elif heading := _HEADING.match(line.rstrip(":")):
            self._in_definitions = heading["name"].startswith("DEFINITION")
            self._group = None
            if not self._in_definitions:
                sketch.leave(number, line)
        elif self._in_definitions and (term := _TERM.match(line)):
            sketch.definitions[term["term"].lower()] = term["text"]
        elif self._group and not self._group.clauses and not _OUTPUT.match(line):
            self._group.summary = f"{self._group.summary} {line}".strip()
        elif not sketch.title and not sketch.categories and not sketch.description:
            sketch.title = re.sub(r"\s*\(#?\w+\)|^#+\s*", "", line).strip()
        else:
            sketch.leave(number, line)

    def _open(self, number: int, match: re.Match[str]) -> None:
        self._in_definitions = False
        title = (match["before"] or match["after"]).strip()
        self._allowed = bool(_ALLOWED.search(title)) and not _NOT_ALLOWED.search(title)
        self._group = CategorySketch(id=match["inner"] or match["code"], title=title, line=number)
        self._sketch.categories.append(self._group)

    def _rule(self, number: int, id: str, text: str) -> None:
        self._in_definitions = False
        code = id.partition(".")[0]
        if self._group is None or self._group.id != code:
            groups = self._sketch.categories
            existing = next((group for group in groups if group.id == code), None)
            self._group = existing or CategorySketch(id=code, title=code, line=number)
            if existing is None:
                self._allowed = False
                groups.append(self._group)
        title = _TITLE_END.split(text, maxsplit=1)[0].strip(" *`")
        self._group.clauses.append(
            ClauseSketch(
                id=id,
                title=title,
                line=number,
                text=text,
                style="comply" if self._allowed else None,
                examples=[ExampleSketch(prompt=q["text"]) for q in _QUOTED.finditer(text)],
            )
        )
