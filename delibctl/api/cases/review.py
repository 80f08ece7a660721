"""Reviewing cases: their clauses, the answers of models, and the decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from delibctl.api.cases.filters import Filters, newest_run, select_cases
from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.cases import select
from delibctl.cases.amend import Changes, amended
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Case, Clause, Policy, Status, Suggestion
from delibctl.policy import Bundle, build
from delibctl.report.run import verdict_words
from delibctl.score.scored_run import score_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.source import Document, read

#: Maximum number of answers shown for a case.
_ANSWERS = 3


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer of a model to a case, and its verdict."""

    model: str
    verdict: str
    text: str


class Suggester(Protocol):
    """Suggests clauses for prompts."""

    def nearest(self, prompts: Sequence[str]) -> list[Suggestion]:
        """Return a suggestion for each prompt."""


@dataclass(kw_only=True)
class CaseReview:
    """The cases of a review, in the order of their files. Each decision is written at once."""

    policy: Policy
    bundle: Bundle
    files: LocalFiles
    cases: Sequence[Case]
    state: StateFolder
    #: Case, file, and its text before and after each decision, the newest last.
    _decisions: list[tuple[str, str, str, str]] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)
    _suggester: Suggester | None = None

    def entry(self, id: str) -> dict[str, Any]:
        """Return a case as it is in its file now. Raises DelibctlError if it is gone."""
        for entry in self._read(self._file_of(id)).data["cases"]:
            if entry["id"] == id:
                return dict(entry)
        raise DelibctlError(f"case {id} is no longer in its file", next="quit and start again")

    def clauses(self, entry: dict[str, Any]) -> list[Clause]:
        """Return the clauses that a case expects or allows, in that order."""
        ids = [*entry.get("clauses", ()), *entry.get("either", ()), *entry.get("also", ())]
        clause_by_id = self.policy.clause_by_id
        return [clause_by_id[id] for id in dict.fromkeys(ids) if id in clause_by_id]

    def suggestion(self, entry: dict[str, Any], listener: Listener) -> Suggestion:
        """Return the clauses nearest to the last turn of a case; a note says if words decide."""
        if self._suggester is None:
            # Most reviews suggest nothing.
            from delibctl.api.cases.suggest import ClauseSuggester, usable_encoder

            self._suggester = ClauseSuggester(self.policy, usable_encoder(listener))
        turns = entry.get("messages") or [{"content": entry["prompt"]}]
        (found,) = self._suggester.nearest([turns[-1]["content"]])
        return found

    def decide(self, id: str, changes: Changes) -> None:
        """Write a decision. Raises DelibctlError if the file cannot be changed like this."""
        self.entry(id)
        document = self._read(self._file_of(id))
        text = amended(document, id, changes)
        self._decisions.append((id, document.name, document.text, text))
        self._write(document.name, text)

    def undo(self) -> str | None:
        """Undo the last decision. Returns the id of its case; None if there was no decision.

        Raises DelibctlError if the file has been changed since.
        """
        if not self._decisions:
            return None
        id, name, before, after = self._decisions[-1]
        if self._read(name).text != after:
            raise DelibctlError(f"{name} has been changed since", next="undo the decision by hand")
        self._decisions.pop()
        self._write(name, before)
        return id

    def _file_of(self, id: str) -> str:
        return next(
            document.name
            for document in self.bundle.cases
            if any(entry["id"] == id for entry in document.data["cases"])
        )

    def _read(self, name: str) -> Document:
        """Return a case file as it is on disk now. Raises DelibctlError if it is invalid."""
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
        """Return the answers to a case in the newest run."""
        return self._answers.get(id, [])

    def look_up(self) -> None:
        """Read the answers of the newest run of the policy."""
        for run in self.state.runs_of_policy(self.policy.id):
            for row in score_run(run).trials:
                answers = self._answers.setdefault(row.case.id, [])
                if row.deliberation is not None and len(answers) < _ANSWERS:
                    answers.append(_answer(row))
            return


def open_review(
    workspace: Workspace,
    policy: Path | None,
    cases: Sequence[Path] | None,
    filters: Filters,
    *,
    accepted: bool,
) -> CaseReview:
    """Return a review of the selected drafts and disputed cases, and of accepted ones if wanted.

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
    to_review = [case for case in selected if accepted or case.status in undecided]
    if not to_review:
        raise DelibctlError(
            "all drafts and disputed cases are reviewed" if selected else "no case is selected",
            next="review accepted cases too, or generate drafts",
            usage="add --all to review accepted cases, or draft cases with delibctl generate",
        )
    return CaseReview(
        policy=loaded, bundle=bundle, files=files, cases=to_review, state=workspace.state
    )


def _answer(row: ScoredTrial) -> Answer:
    assert row.deliberation is not None
    lines = (
        f"citation {verdict_words.citation_line(row)}",
        f"outcome {verdict_words.outcome_line(row)}",
    )
    return Answer(model=row.trial.key.model, verdict="\n".join(lines), text=row.deliberation.answer)


def counts(statuses: Sequence[str]) -> Iterator[str]:
    """Yield each status with its number of cases."""
    for status in dict.fromkeys(statuses):
        yield f"{statuses.count(status)} {status}"
