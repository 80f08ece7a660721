"""What a review is of: cases, what governs them, what models answered; and each decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from delibctl.api.cases.filters import Filters, newest_run, select_cases
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.cases import select
from delibctl.cases.amend import Changes, amended
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Case, Clause, Policy, Status
from delibctl.policy import Bundle, build
from delibctl.report.run import verdict_words
from delibctl.score import ScoredTrial, score_run
from delibctl.source import Document, read

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
    state: StateFolder
    #: Case, file, its text before and after each decision, the last one last.
    _made: list[tuple[str, str, str, str]] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)

    def entry(self, id: str) -> dict[str, Any]:
        """A case as it stands in its file now. Raises DelibctlError where it is not there."""
        for entry in self._read(self._file_of(id)).data["cases"]:
            if entry["id"] == id:
                return dict(entry)
        raise DelibctlError(f"case {id} is no longer in its file", next="quit and start again")

    def clauses(self, entry: dict[str, Any]) -> list[Clause]:
        """The clauses that a case expects or allows, in that order."""
        ids = [*entry.get("clauses", ()), *entry.get("either", ()), *entry.get("also", ())]
        known = self.policy.clause_by_id
        return [known[id] for id in dict.fromkeys(ids) if id in known]

    def decide(self, id: str, changes: Changes) -> None:
        """Write a decision. Raises DelibctlError where the file cannot be changed so."""
        self.entry(id)
        document = self._read(self._file_of(id))
        text = amended(document, id, changes)
        self._made.append((id, document.name, document.text, text))
        self._write(document.name, text)

    def undo(self) -> str | None:
        """Take the last decision back; the id of its case, None where there is none.

        Raises DelibctlError where somebody else has changed the file since.
        """
        if not self._made:
            return None
        id, name, before, after = self._made[-1]
        if self._read(name).text != after:
            raise DelibctlError(f"{name} has been changed since", next="undo the decision by hand")
        self._made.pop()
        self._write(name, before)
        return id

    def _file_of(self, id: str) -> str:
        return next(
            document.name
            for document in self.bundle.cases
            if any(entry["id"] == id for entry in document.data["cases"])
        )

    def _read(self, name: str) -> Document:
        """A case file as it is on disk: an editor may be open beside this."""
        document = read(self.files.unchanged(name), name)
        cases = document.data.get("cases") if isinstance(document.data, dict) else None
        if document.problems or document.violations or not isinstance(cases, list):
            why = document.problems[0].message if document.problems else "it is invalid"
            raise DelibctlError(f"{name} cannot be read: {why}", next=f"delibctl lint {name}")
        return document

    def _write(self, name: str, text: str) -> None:
        self.files.changed[name] = text.encode()
        self.files.write_changed()
        self.files.changed.clear()

    def answers(self, id: str) -> list[Answer]:
        """What models answered to a case in the newest run that holds it."""
        return self._answers.get(id, [])

    def look_up(self) -> None:
        """Read the newest run of the policy, once."""
        for run in self.state.runs_of_policy(self.policy.id):
            for row in score_run(run).trials:
                answers = self._answers.setdefault(row.case.id, [])
                if row.deliberation is not None and len(answers) < _ANSWERS:
                    answers.append(_answer(row))
            return


def open_desk(
    workspace: Workspace,
    policy: Path | None,
    cases: Sequence[Path] | None,
    filters: Filters,
    *,
    accepted: bool,
) -> Desk:
    """Return the drafts and disputed cases that the filters select; `accepted` ones too.

    Raises DelibctlError if no case is left.
    """
    start, paths = workspace.policy_and_cases(policy, cases)
    files = workspace.files
    bundle = open_bundle(start, files, paths)
    loaded = build(bundle)
    built = build_cases(bundle.cases, loaded, workspace.today().isoformat())
    newest = partial(newest_run, workspace, loaded)
    selection = select_cases(workspace, filters, loaded, built, start, newest)
    selected = select(built, selection, lambda case: case)
    undecided = {Status.DRAFT, Status.DISPUTED}
    left = [case for case in selected if accepted or case.status in undecided]
    if not left:
        raise DelibctlError(
            "all drafts and disputed cases are reviewed" if selected else "no case is selected",
            next="review accepted cases too, or generate drafts",
            usage="add --all to review accepted cases, or draft cases with delibctl generate",
        )
    return Desk(policy=loaded, bundle=bundle, files=files, cases=left, state=workspace.state)


def _answer(row: ScoredTrial) -> Answer:
    assert row.deliberation is not None
    lines = (
        f"citation {verdict_words.citation_line(row)}",
        f"outcome {verdict_words.outcome_line(row)}",
    )
    return Answer(model=row.trial.key.model, verdict="\n".join(lines), text=row.deliberation.answer)


def counts(statuses: Sequence[str]) -> Iterator[str]:
    """How many of each, in order."""
    for status in dict.fromkeys(statuses):
        yield f"{statuses.count(status)} {status}"
