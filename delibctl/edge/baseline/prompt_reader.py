"""Reads the clauses, styles and index from the messages that the baseline is shown."""

import re
from dataclasses import dataclass

from delibctl.text.lazy import later

_CLAUSE = later(
    r"^### \[(?P<id>[^\]\n]+)\] (?P<title>[^\n]*)\nStyle: (?P<style>\S+)\n"
    # In mode `recall` the steps to an answer follow the last requested clause.
    r"(?P<body>.*?)(?=\n### \[|\n## |\n\nNow answer |\Z)",
    re.MULTILINE | re.DOTALL,
)
_STYLE = later(r"^- (?P<name>[\w.-]+) \((?P<outcome>comply|refuse|safe-complete)\): ", re.M)
_ROUTED = ("Does not cover:", "Wins over:")
_EXCLUSION = later(r"^Does not cover: (?P<text>.*) -> \[(?P<to>[^\]\n]+)\]$", re.M)
_INDEX = later(r"^## Clauses\n(?P<lines>.*?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
_ENTRY = later(r"^(?:Of (?P<category>\S+):|- \[(?P<id>[^\]\n]+)\] (?P<title>.*))$", re.M)
_CATEGORIES = later(r"^## Categories\n(?P<lines>.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_CATEGORY = later(r"^- (?P<id>\S+) \(.*?\): (?P<summary>.*)$", re.M)


@dataclass(frozen=True)
class ShownClause:
    """A clause with its text; `searched` is the text in which words are looked up."""

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
    """Return the clauses whose text is shown.

    An exclusion says what another clause governs, so its words are looked up for that one.
    """
    matches = list(_CLAUSE.finditer(text))
    led_to: dict[str, list[str]] = {}
    for match in matches:
        for exclusion in _EXCLUSION.finditer(match["body"]):
            led_to.setdefault(exclusion["to"], []).append(exclusion["text"])
    clauses = []
    for match in matches:
        lines = [line for line in match["body"].splitlines() if not line.startswith(_ROUTED)]
        searched = " ".join([match["title"], *lines, *led_to.get(match["id"], ())])
        clauses.append(ShownClause(match["id"], match["style"], " ".join(lines), searched))
    return clauses


def outcomes_in(text: str) -> dict[str, str]:
    """Return the outcome of each style that is shown."""
    return {match["name"]: match["outcome"] for match in _STYLE.finditer(text)}


def entries_in(text: str) -> list[Entry]:
    """Return the entries of the index, none without an index."""
    index, categories = _INDEX.search(text), _CATEGORIES.search(text)
    if index is None:
        return []
    listed = _CATEGORY.finditer(categories["lines"] if categories else "")
    summaries = {match["id"]: match["summary"] for match in listed}
    entries, summary = [], ""
    for match in _ENTRY.finditer(index["lines"]):
        if match["id"] is None:
            summary = summaries.get(match["category"], "")
        else:
            entries.append(Entry(match["id"], match["title"], summary))
    return entries
