"""Saving a case to the case files of a policy."""

from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, splitext
from typing import Any

from delibctl.api.asking.ask_one import OnePrompt, guessed_category
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases.append import new_file, with_cases
from delibctl.cases.draft import SLUG, draft
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.text import write_new
from delibctl.errors import DelibctlError
from delibctl.policy import Bundle
from delibctl.score.declared_style import named_style
from delibctl.score.scored_trial import ScoredTrial
from delibctl.source import Document, read


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """The case files of the policy at a path; `named` replaces its own files if it is given."""

    workspace: Workspace
    policy: Path
    named: list[Path] | None

    def check(self, case: dict[str, Any]) -> None:
        """Raise DelibctlError if a case cannot be saved; writes nothing."""
        self._with(case, self.workspace.files)

    def save(self, case: dict[str, Any]) -> str:
        """Write the case. Returns its file and line.

        Reads the files again: they may have been edited while the model was asked.
        """
        files = self.workspace.files
        name, is_new = self._with(case, files)
        text = files.changed[name].decode()
        if is_new:
            write_new(self.workspace.path(files.from_here(name)), text)
        else:
            files.write_changed()
        document = read(text.encode(), name)
        place = document.place(("cases", len(document.data["cases"]) - 1, "id"))
        return f"{files.from_here(name)}:{place.line}"

    def _with(self, case: dict[str, Any], files: LocalFiles) -> tuple[str, bool]:
        """Put the case into `files.changed`. Returns its file name, and True if the file is new."""
        bundle = open_bundle(self.policy, files, self.named)
        _check_id(case["id"], bundle)
        document = _file_for(case["category"], bundle)
        if document is None:
            name = join(dirname(bundle.policy.name), "cases.yaml")
            files.changed[name] = new_file([case]).encode()
            self._check_sound(files, [self.workspace.path(files.from_here(name))])
        else:
            name = document.name
            files.changed[name] = with_cases(document, [case]).encode()
            self._check_sound(files, self.named)
        return name, document is None

    def _check_sound(self, files: LocalFiles, cases: list[Path] | None) -> None:
        """Raise DelibctlError if other commands could not read the case."""
        try:
            open_bundle(self.policy, files, cases)
        except DelibctlError as error:
            raise DelibctlError(
                f"the case would be invalid: {error.what}",
                where=error.where,
                next="write the case by hand",
                usage="leave out --save-case, and write the case by hand",
            ) from error


def drafted(id: str, prompt: OnePrompt, scored: ScoredTrial | None = None) -> dict[str, Any]:
    """Return the draft of a case; before the model is asked, without a scored trial."""
    cited = [citation.clause for citation in scored.cited if citation.clause] if scored else []
    categories = prompt.categories or tuple(scored.categories if scored else ())
    if not categories and not cited:
        guess = guessed_category(prompt.policy, prompt.prompt)
        categories = (guess,) if guess else ()
    return draft(
        id,
        prompt.prompt,
        prompt.policy,
        categories=categories,
        clauses=tuple(cited),
        style=named_style(scored.named_style, prompt.policy) if scored else None,
        observed=scored.observed if scored else None,
        model=prompt.model.name,
    )


def _file_for(categories: list[str], bundle: Bundle) -> Document | None:
    """Return the file named like the first category that has one, else the last file."""
    stems = {splitext(basename(document.name))[0]: document for document in bundle.cases}
    documents = [stems[category] for category in categories if category in stems]
    return documents[0] if documents else next(reversed(bundle.cases), None)


def _check_id(id: str, bundle: Bundle) -> None:
    if not SLUG.fullmatch(id):
        raise DelibctlError(
            f"{id!r} is not a valid case id",
            next="use lower-case letters and digits, joined by '-': forged-parking-permit",
        )
    for document in bundle.cases:
        for index, case in enumerate(document.data["cases"]):
            if case["id"] == id:
                raise DelibctlError(
                    f"case {id!r} already exists",
                    where=str(document.place(("cases", index, "id"))),
                    next="choose another id",
                )
