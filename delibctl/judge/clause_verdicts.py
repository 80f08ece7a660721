"""Verdicts on clauses in a judge's reply: a list, a map, or texts; what fits no clause is noted."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from delibctl.judge.words import compliances
from delibctl.model import ClauseVerdict, Compliance
from delibctl.text.escape import one_line
from delibctl.text.json_values import as_text
from delibctl.text.values import entries

_IDS, _VERDICTS = ("clause", "clause_id", "id"), ("verdict", "compliance", "compliant")
_EDGES = " \t\r\n*_`\"'“”„‘’«».,;:!()[]<>§"


class ClauseVerdicts:
    """The verdicts on clauses, one for each, and notes on those that could not be taken over."""

    def __init__(self, value: Any, clause_ids: Iterable[str]) -> None:
        self.notes: list[str] = []
        self._verdicts: dict[str, ClauseVerdict] = {}
        self._known: dict[str, str] = {}
        for id in clause_ids:
            self._known.setdefault(id.casefold(), id)
            self._known[id] = id
        for item in entries(value, _IDS, "verdict"):
            self._add(item)

    @property
    def verdicts(self) -> tuple[ClauseVerdict, ...]:
        """Return the verdicts in the order of the reply."""
        return tuple(self._verdicts.values())

    def _add(self, item: dict[str, Any]) -> None:
        name = as_text(next((item[key] for key in _IDS if key in item), None))
        said = next((item[key] for key in _VERDICTS if key in item), None)
        if said is None and ":" in name:
            name, _, said = name.partition(":")
        ids = list(dict.fromkeys(self._named(name)))
        found = compliances(said)
        shown = f"{one_line(name, 80) or 'no clause'}: {one_line(as_text(said), 80) or 'nothing'}"
        if not ids:
            self.notes.append(f"fits no clause: {shown}")
            return
        if None in found:
            self.notes.append(f"no verdict on a clause: {shown}")
        for id in ids:
            for compliance in filter(None, found):
                self._judge(id, compliance, as_text(item.get("reason")))

    def _judge(self, id: str, compliance: Compliance, why: str) -> None:
        """Take a verdict over; of several on one clause, the strictest."""
        verdict = ClauseVerdict(clause=id, compliance=compliance, why=why)
        earlier = self._verdicts.setdefault(id, verdict)
        if earlier.compliance is not compliance:
            self.notes.append(
                f"several verdicts on {id}, the strictest counts: "
                f"{earlier.compliance}, {compliance}"
            )
            self._verdicts[id] = max(earlier, verdict, key=_strictness)

    def _named(self, name: str) -> Iterator[str]:
        """Yield the ids that a text names: as a whole, in brackets, or word by word."""
        bracketed = re.findall(r"\[([^\[\]]{1,200})\]", name)
        for texts in ([name], bracketed, name.split()):
            ids = [id for text in texts if (id := self._id(text))]
            if ids:
                yield from ids
                return

    def _id(self, text: str) -> str | None:
        text = text.strip(_EDGES)
        return self._known.get(text) or self._known.get(text.casefold())


def _strictness(verdict: ClauseVerdict) -> int:
    return verdict.compliance.strictness
