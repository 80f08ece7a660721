"""What a review is of: cases, what governs them, what models answered; and each decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from delibctl.cases.amend import Changes, amended
from delibctl.diff import Row, run_diff
from delibctl.edge.files import LocalFiles
from delibctl.edge.runs import State
from delibctl.model import Case, Clause, Policy
from delibctl.policy import Bundle
from delibctl.report import wording
from delibctl.source import read

#: Answers that are shown of a case, the newest run first.
_ANSWERS = 3


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a model said to a case in some run, and what was made of it."""

    model: str
    verdict: str
    text: str


@dataclass(kw_only=True)
class Desk:
    """The cases that are looked at, in the order of their files. A decision is written at once."""

    policy: Policy
    bundle: Bundle
    files: LocalFiles
    cases: Sequence[Case]
    state: State
    #: The texts of files before each decision, the last one last.
    _before: list[tuple[str, str, str]] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)

    def entry(self, id: str) -> dict[str, Any]:
        """A case as it stands in its file now."""
        for document in self.bundle.cases:
            for entry in read(self.files.read(document.name), document.name).data["cases"]:
                if entry["id"] == id:
                    return dict(entry)
        raise KeyError(id)

    def clauses(self, entry: dict[str, Any]) -> list[Clause]:
        """The clauses that a case expects or allows, in that order."""
        ids = [*entry.get("clauses", ()), *entry.get("either", ()), *entry.get("also", ())]
        known = self.policy.clause_by_id
        return [known[id] for id in dict.fromkeys(ids) if id in known]

    def decide(self, id: str, changes: Changes) -> None:
        """Write a decision. Raises DelibctlError where the file cannot be changed so."""
        name = next(
            document.name
            for document in self.bundle.cases
            if any(entry["id"] == id for entry in document.data["cases"])
        )
        document = read(self.files.read(name), name)
        text = amended(document, id, changes)
        self._before.append((id, name, document.text))
        self._write(name, text)

    def undo(self) -> str | None:
        """Take the last decision back; the id of its case, None where there is none."""
        if not self._before:
            return None
        id, name, text = self._before.pop()
        self._write(name, text)
        return id

    def _write(self, name: str, text: str) -> None:
        self.files.changed[name] = text.encode()
        self.files.write_changed()

    def answers(self, id: str) -> list[Answer]:
        """What models answered to a case in the newest run that holds it."""
        return self._answers.get(id, [])

    def look_up(self) -> None:
        """Read the newest run of the policy, once."""
        for run in self.state.of_policy(self.policy.id):
            for row in run_diff(run).rows:
                answers = self._answers.setdefault(row.case.id, [])
                if row.deliberation is not None and len(answers) < _ANSWERS:
                    answers.append(_answer(row))
            return


def _answer(row: Row) -> Answer:
    assert row.deliberation is not None
    lines = (f"citation {wording.citation_line(row)}", f"outcome {wording.outcome_line(row)}")
    return Answer(model=row.trial.key.model, verdict="\n".join(lines), text=row.deliberation.answer)


def counts(statuses: Sequence[str]) -> Iterator[str]:
    """How many of each, in order."""
    for status in dict.fromkeys(statuses):
        yield f"{statuses.count(status)} {status}"
