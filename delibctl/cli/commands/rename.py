"""`delibctl rename`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.fix import as_diff
from delibctl.api.policies.load import open_bundle
from delibctl.cli.output import talk, write_exact
from delibctl.cli.process_workspace import here
from delibctl.edge.files.local import LocalFiles
from delibctl.errors import DelibctlError, ExitCode
from delibctl.policy import Bundle
from delibctl.policy.rename import merge, rename, split
from delibctl.source import Edit, edited
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl rename illicit.papers illicit.forgery --diff"


def command(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD... NEW",
            help="One or more old ids, then the new id. Several old ids are merged.",
        ),
    ],
    policy: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The policy.", show_default="the configured policy"),
    ] = None,
    part: Annotated[
        bool, typer.Option("--split", help="Mark NEW, which already exists, as split from OLD.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the edits as a patch and write nothing.")
    ] = False,
) -> ExitCode:
    """Rename a clause or a category everywhere.

    Edits policy, fragments, cases and comments, and leaves every other byte. The clause records the
    old id in `renamed_from`, and the policy in `reserved`. Several OLD ids are merged: the first
    becomes NEW, the others are removed, and references to them name NEW.
    """
    *olds, new = ids
    if not olds or (part and len(olds) > 1):
        raise DelibctlError("two ids are required: OLD and NEW", next=EXAMPLE.partition(": ")[2])
    workspace = here()
    files = workspace.files
    path = workspace.path(policy) if policy else workspace.policy_path
    bundle = open_bundle(path, files)
    if part:
        _apply(files, bundle, split(bundle, olds[0], new))
        _list_cases(
            bundle, olds[0], f"expect {olds[0]!r}: check whether each should expect {new!r} instead"
        )
    else:
        _rename(files, bundle, path, olds, new)
    _check(path, files)
    if diff:
        write_exact(as_diff(files))
    else:
        files.write_changed()
        talk(f"{counted(len(files.changed), 'file')} changed")
    return ExitCode.CLEAN


def _rename(files: LocalFiles, bundle: Bundle, path: Path, olds: list[str], new: str) -> None:
    first, *others = olds
    if new not in _ids(bundle):
        _apply(files, bundle, rename(bundle, first, new))
    else:
        others = olds
    for old in others:
        _check(path, files)
        bundle = open_bundle(path, files)
        _list_cases(bundle, old, f"expected {old!r}, and now expect {new!r}")
        _apply(files, bundle, merge(bundle, old, new))


def _check(path: Path, files: LocalFiles) -> None:
    """Nothing is written, or shown as a patch, that no other command could read."""
    try:
        open_bundle(path, files)
    except DelibctlError as error:
        raise DelibctlError(
            f"the policy would become invalid: {error.what}",
            where=error.where,
            next="edit that place by hand, then run delibctl rename again",
        ) from error


def _apply(files: LocalFiles, bundle: Bundle, edits: dict[str, tuple[Edit, ...]]) -> None:
    texts = {document.name: document.text for document in bundle.documents}
    for name, group in edits.items():
        text, made = edited(texts[name], [group])
        assert made, "edits of one rename overlap"
        files.changed[name] = text.encode()


def _ids(bundle: Bundle) -> set[str]:
    return {
        clause["id"]
        for part in bundle.parts
        for category in part.data.get("categories", ())
        for clause in category["clauses"]
    }


def _list_cases(bundle: Bundle, id: str, what: str) -> None:
    """Say which cases a split or a merge touches: their labels are the author's to judge."""
    cases = [
        case["id"]
        for document in bundle.cases
        for case in document.data["cases"]
        if any(id in case.get(key, ()) for key in ("clauses", "either", "also"))
    ]
    if cases:
        talk(f"{counted(len(cases), 'case')} {what}: {', '.join(cases)}")
