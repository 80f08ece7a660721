"""What the baseline is shown of a policy, read from its messages: it is given nothing else."""

import re
from dataclasses import dataclass

_CLAUSE = re.compile(
    r"^### \[(?P<id>[^\]\n]+)\] (?P<title>[^\n]*)\nStyle: (?P<style>\S+)\n"
    # In mode `recall` the last clause that was asked for is followed by the steps to an answer.
    r"(?P<body>.*?)(?=\n### \[|\n## |\n\nNow answer |\Z)",
    re.MULTILINE | re.DOTALL,
)
_STYLE = re.compile(r"^- (?P<name>[\w.-]+) \((?P<outcome>comply|refuse|safe-complete)\): ", re.M)
_ROUTED = ("Does not cover:", "Wins over:")
_INDEX = re.compile(r"^## Clauses\n(?P<lines>.*?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^(?:Of (?P<category>\S+):|- \[(?P<id>[^\]\n]+)\] (?P<title>.*))$", re.M)
_CATEGORIES = re.compile(r"^## Categories\n(?P<lines>.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_CATEGORY = re.compile(r"^- (?P<id>\S+) \(.*?\): (?P<summary>.*)$", re.M)


@dataclass(frozen=True)
class ShownClause:
    """A clause with its text; `searched` is all of it that tells what it is about."""

    id: str
    style: str
    text: str
    searched: str


@dataclass(frozen=True)
class Entry:
    """A clause in the index of mode `recall`, and the summary of its category."""

    id: str
    title: str
    summary: str


def clauses_in(text: str) -> list[ShownClause]:
    """The clauses whose text is shown."""
    clauses = []
    for found in _CLAUSE.finditer(text):
        lines = [line for line in found["body"].splitlines() if not line.startswith(_ROUTED)]
        shown = [line for line in lines if not line.startswith("Why: ")]
        searched = " ".join([found["title"], *lines])
        clauses.append(ShownClause(found["id"], found["style"], " ".join(shown), searched))
    return clauses


def outcomes_in(text: str) -> dict[str, str]:
    """The outcome of each style that is shown."""
    return {found["name"]: found["outcome"] for found in _STYLE.finditer(text)}


def entries_in(text: str) -> list[Entry]:
    """The clauses of an index; none where there is none."""
    index, categories = _INDEX.search(text), _CATEGORIES.search(text)
    if index is None:
        return []
    listed = _CATEGORY.finditer(categories["lines"] if categories else "")
    summaries = {found["id"]: found["summary"] for found in listed}
    entries, summary = [], ""
    for found in _ENTRY.finditer(index["lines"]):
        if found["id"] is None:
            summary = summaries.get(found["category"], "")
        else:
            entries.append(Entry(found["id"], found["title"], summary))
    return entries
