"""A case that is written into the case files of a policy."""

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
from delibctl.score import ScoredTrial, style_of
from delibctl.source import Document, read


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """The case files of the policy at a path; `named` instead of its own, where there are any."""

    workspace: Workspace
    policy: Path
    named: list[Path] | None

    def check(self, case: dict[str, Any]) -> None:
        """Raises DelibctlError where a case cannot be saved; nothing is written."""
        self._with(case, self.workspace.files)

    def save(self, case: dict[str, Any]) -> str:
        """Write the case, and say where it stands.

        The files are read anew: they may have been edited while the model was being asked.
        """
        files = self.workspace.files
        name, new = self._with(case, files)
        text = files.changed[name].decode()
        if new:
            write_new(self.workspace.path(files.from_here(name)), text)
        else:
            files.write_changed()
        document = read(text.encode(), name)
        place = document.place(("cases", len(document.data["cases"]) - 1, "id"))
        return f"{files.from_here(name)}:{place.line}"

    def _with(self, case: dict[str, Any], files: LocalFiles) -> tuple[str, bool]:
        """Put the case into `files.changed`: the name of its file, and whether that is new."""
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
        """Nothing is written that no other command could read."""
        try:
            open_bundle(self.policy, files, cases)
        except DelibctlError as error:
            raise DelibctlError(
                f"the case would be invalid: {error.what}",
                where=error.where,
                next="write the case by hand",
                usage="leave out --save-case, and write the case by hand",
            ) from error


def drafted(id: str, trying: OnePrompt, row: ScoredTrial | None = None) -> dict[str, Any]:
    """The draft of a case; without a row, as far as it is known before anything is asked."""
    said = row.deliberation if row else None
    cited = [found.clause for found in row.cited if found.clause] if row else []
    shown = trying.categories or tuple(row.categories if row else ())
    if not shown and not cited:
        guess = guessed_category(trying.policy, trying.prompt)
        shown = (guess,) if guess else ()
    return draft(
        id,
        trying.prompt,
        trying.policy,
        categories=shown,
        clauses=tuple(cited),
        style=style_of(said, trying.policy) if said else None,
        observed=row.observed if row else None,
        model=trying.model.name,
    )


def _file_for(categories: list[str], bundle: Bundle) -> Document | None:
    """The file of the first category that has one of its own, else the last; None without any."""
    stems = {splitext(basename(document.name))[0]: document for document in bundle.cases}
    own = [stems[category] for category in categories if category in stems]
    return own[0] if own else next(reversed(bundle.cases), None)


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
