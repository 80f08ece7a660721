"""`delibctl rename`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.fix import as_diff
from delibctl.api.policies.load import open_bundle
from delibctl.cli.output import print_message, write_exact
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
    mark_split: Annotated[
        bool, typer.Option("--split", help="Mark NEW, which already exists, as split from OLD.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the edits as a patch and write nothing.")
    ] = False,
) -> ExitCode:
    """Rename a clause or a category everywhere.

    Edits policy, fragments, cases and comments; every other byte stays the same. The clause records
    the old id in `renamed_from`, and the policy in `reserved`. Several OLD ids are merged: the
    first becomes NEW, the others are removed, and references to them name NEW.
    """
    *old_ids, new_id = ids
    if not old_ids or (mark_split and len(old_ids) > 1):
        raise DelibctlError("two ids are required: OLD and NEW", next=EXAMPLE.partition(": ")[2])
    workspace = here()
    files = workspace.files
    path = workspace.policy_or_default(policy)
    bundle = open_bundle(path, files)
    if mark_split:
        _apply(files, bundle, split(bundle, old_ids[0], new_id))
        _list_cases(
            bundle,
            old_ids[0],
            f"expect {old_ids[0]!r}: check whether each should expect {new_id!r} instead",
        )
    else:
        _rename(files, bundle, path, old_ids, new_id)
    _check(path, files)
    if diff:
        write_exact(as_diff(files))
    else:
        files.write_changed(chosen_by_user=False)
        print_message(f"{counted(len(files.changed), 'file')} changed")
    return ExitCode.CLEAN


def _rename(files: LocalFiles, bundle: Bundle, path: Path, old_ids: list[str], new_id: str) -> None:
    first, *merged_ids = old_ids
    if new_id not in _ids(bundle):
        _apply(files, bundle, rename(bundle, first, new_id))
    else:
        merged_ids = old_ids
    for old_id in merged_ids:
        _check(path, files)
        bundle = open_bundle(path, files)
        _list_cases(bundle, old_id, f"expected {old_id!r}, and now expect {new_id!r}")
        _apply(files, bundle, merge(bundle, old_id, new_id))


def _check(path: Path, files: LocalFiles) -> None:
    """Raise DelibctlError if other commands could not read the policy after the edits."""
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
        text, edit_count = edited(texts[name], [group])
        assert edit_count, "edits of one rename overlap"
        files.changed[name] = text.encode()


def _ids(bundle: Bundle) -> set[str]:
    return {
        clause["id"]
        for document in bundle.parts
        for category in document.data.get("categories", ())
        for clause in category["clauses"]
    }


def _list_cases(bundle: Bundle, id: str, what: str) -> None:
    """Print the cases that a split or a merge affects, because authors must check their labels."""
    cases = [
        case["id"]
        for document in bundle.cases
        for case in document.data["cases"]
        if any(id in case.get(key, ()) for key in ("clauses", "either", "also"))
    ]
    if cases:
        print_message(f"{counted(len(cases), 'case')} {what}: {', '.join(cases)}")
