"""The ids of imported cases: the same whatever the order of the rows, and those that exist stay."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from delibctl.cases.importers.origin import shown
from delibctl.cases.importers.record import Record
from delibctl.model import Message
from delibctl.text.slug import slug

_LONGEST = 120
_DIGITS = 8


@dataclass(kw_only=True)
class Present:
    """The cases that exist, by id and by the row of a source that they were imported from."""

    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_row: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Iterable[dict[str, Any]]) -> "Present":
        """Return the cases of case files."""
        present = cls()
        for case in cases:
            present.by_id[case["id"]] = case
            row = row_of(case)
            if row is not None:
                present.by_row.setdefault(row, []).append(case)
        return present

    def id_of(self, record: Record, source: str, several: bool) -> str | None:
        """Return the id of the case that was imported from the row of a record, if there is one.

        If `several` rows of the source have the number of the record, its messages decide.
        """
        cases = self.by_row.get((shown(source), shown(record.number)), ())
        alike = [case for case in cases if messages_of(case) == record.messages]
        if alike:
            return str(alike[0]["id"])
        return str(cases[0]["id"]) if len(cases) == 1 and not several else None

    def has_other(self, id: str, record: Record, source: str) -> bool:
        """Return True if a case that is not of the row of a record has that id."""
        case = self.by_id.get(id)
        if case is None or not record.number:
            return False
        row = row_of(case)
        if row is None:
            return messages_of(case) != record.messages
        return row != (shown(source), shown(record.number))


NOTHING_PRESENT = Present()


def row_of(case: dict[str, Any]) -> tuple[str, str] | None:
    """Return the source of an imported case and its id there; None for other cases."""
    origin = case.get("origin", {})
    if "number" not in origin:
        return None
    return str(origin.get("source", "")), str(origin["number"])


def messages_of(case: dict[str, Any]) -> tuple[Message, ...]:
    """Return the conversation of a case of a file."""
    turns = case.get("messages") or [{"role": "user", "content": case.get("prompt", "")}]
    return tuple(Message(role=turn["role"], content=turn["content"]) for turn in turns)


def without_repeated(
    records: Sequence[Record], expectation: Callable[[Record], Any]
) -> tuple[list[Record], list[tuple[int, str]]]:
    """Return the records without repeated prompts, and the lines that were left over.

    Of rows with one number and one prompt, the first remains; none does if they expect different
    answers, since the order of rows must not decide.
    """
    groups: dict[Any, list[Record]] = defaultdict(list)
    for record in records:
        groups[record.number, record.messages].append(record)
    left_over: list[tuple[int, str]] = []
    distinct = []
    for group in groups.values():
        first, *repeats = sorted(group, key=lambda record: (record.label, record.line))
        if len({expectation(record) for record in group}) > 1:
            lines = ", ".join(str(record.line) for record in group)
            reason = f"lines {lines} have one prompt and expect different answers"
            left_over += [(record.line, reason) for record in group]
            continue
        distinct.append(first)
        left_over += [(record.line, f"same as line {first.line}") for record in repeats]
    return sorted(distinct, key=lambda record: record.line), left_over


def ids_of(records: Sequence[Record], source: str, present: Present) -> dict[int, str]:
    """Return the case id of each record, by the identity of the record.

    Rows whose ids would be equal all get a digest of their own id or, if that is equal too, of
    their text.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    numbers: dict[str, int] = defaultdict(int)
    for record in records:
        groups[_plain_id(record, source)].append(record)
        numbers[record.number] += bool(record.number)
    ids: dict[int, str] = {}
    for plain, group in groups.items():
        for record in group:
            several = numbers[record.number] > 1
            unclear = (
                len(group) > 1
                or present.has_other(plain, record, source)
                or not _readable(record.number)
            )
            digest = _digest(record, with_text=several or not record.number)
            ids[id(record)] = present.id_of(record, source, several) or (
                f"{plain[: _LONGEST - 1 - _DIGITS].rstrip('-')}-{digest}" if unclear else plain
            )
    return ids


def _plain_id(record: Record, source: str) -> str:
    """Return the source with its own id, or else with words of the prompt."""
    start = slug(source, "imported")
    if record.number:
        return f"{start}-{_slugged(record.number)}"[:_LONGEST].rstrip("-")
    about = slug(record.prompt, "prompt")[:40].rstrip("-")
    return f"{start}-{about}-{_hashed(record.prompt)}"


def _readable(number: str) -> bool:
    """Return True if an id of a source has letters or digits that a case id can hold."""
    return not number or bool(re.search(r"[a-z0-9]", number.lower()))


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].rstrip("-") or "case"


def _digest(record: Record, *, with_text: bool) -> str:
    text = [(m.role, m.content) for m in record.messages] if with_text else []
    return _hashed(json.dumps([record.number, text, record.lang if with_text else ""]))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
