"""A classifier's policy with coded rules, as gpt-oss-safeguard takes it.

A line with a code in brackets (`Likely Spam (SP2 ...)`) or before a colon opens a category; a line
that begins with a code and a letter (`SP2.a Cold promotion – "..."`) is a clause under that code,
and what it quotes is an example. Terms with their meaning below DEFINITIONS are definitions. What
is called allowed or safe is answered: comply. How to label and what to print is not carried over.
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
#: So many coded rules make a policy one of this form.
_ENOUGH = 2


def recognises(text: str) -> bool:
    """Whether several lines begin with the code of a rule."""
    return sum(bool(_RULE.match(line)) for line in text.splitlines()) >= _ENOUGH


def read(text: str, name: str) -> Sketch:
    """Every coded rule as a clause of the group above it."""
    return _Reading(name).sketch(text)


class _Reading:
    def __init__(self, name: str) -> None:
        self._made = Sketch(title="")
        self._name = name
        self._group: CategorySketch | None = None
        self._allowed = False
        self._in_definitions = False

    def sketch(self, text: str) -> Sketch:
        for number, raw in enumerate(text.splitlines(), 1):
            line = " ".join(raw.split())
            if line.strip("-*_| "):
                self._line(number, line)
        self._made.title = self._made.title or self._name.replace("_", " ").replace("-", " ")
        return self._made

    def _line(self, number: int, line: str) -> None:
        made = self._made
        if rule := _RULE.match(line):
            self._rule(number, rule["id"], rule["text"])
        elif group := _GROUP.match(line):
            self._open(number, group)
        elif goal := _GOAL.match(line):
            made.description = f"{made.description} {goal['text']}".strip()
        elif heading := _HEADING.match(line.rstrip(":")):
            self._in_definitions = heading["name"].startswith("DEFINITION")
            self._group = None
            if not self._in_definitions:
                made.leave(number, line)
        elif self._in_definitions and (term := _TERM.match(line)):
            made.definitions[term["term"].lower()] = term["text"]
        elif self._group and not self._group.clauses and not _OUTPUT.match(line):
            self._group.summary = f"{self._group.summary} {line}".strip()
        elif not made.title and not made.categories and not made.description:
            made.title = re.sub(r"\s*\(#?\w+\)|^#+\s*", "", line).strip()
        else:
            made.leave(number, line)

    def _open(self, number: int, found: re.Match[str]) -> None:
        self._in_definitions = False
        title = (found["before"] or found["after"]).strip()
        self._allowed = bool(_ALLOWED.search(title)) and not _NOT_ALLOWED.search(title)
        self._group = CategorySketch(id=found["inner"] or found["code"], title=title, line=number)
        self._made.categories.append(self._group)

    def _rule(self, number: int, id: str, text: str) -> None:
        self._in_definitions = False
        code = id.partition(".")[0]
        if self._group is None or self._group.id != code:
            known = next((one for one in self._made.categories if one.id == code), None)
            self._group = known or CategorySketch(id=code, title=code, line=number)
            if known is None:
                self._allowed = False
                self._made.categories.append(self._group)
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
