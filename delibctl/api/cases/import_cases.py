"""Importing prompts of another format as cases of a policy."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from delibctl.api.cases.case_files import add_cases, check_named, open_with_output
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.cases.importers import ImportedCases, SourceFile, read_records, to_cases
from delibctl.cases.importers.mapping import mapping
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Policy
from delibctl.policy import build
from delibctl.report.not_imported import lines_of
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


def import_cases(
    workspace: Workspace,
    listener: Listener,
    source: SourceFile,
    form: str,
    maps: Sequence[str],
    policy: Path | None,
    cases: Sequence[Path] | None,
    output: Path | None,
) -> list[dict[str, Any]]:
    """Return the cases that do not exist yet, and add them to the output if there is one.

    Prompts that are not mapped are noted. Raises DelibctlError if no prompt became a case.
    """
    start, paths = workspace.policy_and_cases(policy, cases)
    target = workspace.path(output) if output else None
    bundle = open_with_output(workspace, start, paths, target)
    tested = build(bundle)
    today = workspace.today().isoformat()
    present = {case.id for case in build_cases(bundle.cases, tested, today)}
    _check_styles(source, tested)
    records = read_records(source, form)
    mappings = [mapping(text, tested) for text in maps]
    imported = to_cases(records.records, tested, mappings, _origin(source, form))
    for line in lines_of([*records.left_over, *imported.left_over]):
        listener.note(line)
    fresh = [case for case in imported.cases if case["id"] not in present]
    for line in _notes(imported, len(imported.cases) - len(fresh)):
        listener.note(line)
    if not imported.cases:
        raise DelibctlError(
            f"no prompts of {source.name} could be mapped to a case",
            next="map its labels to clauses",
            usage="map labels with --map LABEL=CLAUSE, or all of them with --map '*=CLAUSE'",
        )
    if target is not None and fresh:
        where = f" {quote(str(policy))}" if policy else ""
        add_cases(workspace, listener, fresh, target, f"delibctl probe{where}")
        check_named(workspace, listener, start, paths, target)
    return fresh


def _check_styles(source: SourceFile, policy: Policy) -> None:
    for word, style in source.styles.items():
        if policy.outcome(style) is None:
            raise DelibctlError(
                f"unknown style {style!r} for the word {word!r}",
                next=nearest(style, [*BUILT_IN_STYLES, *policy.styles], "style"),
            )


def _origin(source: SourceFile, form: str) -> str:
    """Return the name of a known prompt set; for any other file, the name of the file."""
    unknown = form in {"table", "spreadsheet", "promptfoo"}
    return source.name.rpartition(".")[0] if unknown else form


def _notes(imported: ImportedCases, present: int) -> Iterator[str]:
    for pattern in imported.unused:
        yield f"no label matches {pattern!r} of the map"
    existing = f"; {present} of them already {'exists' if present == 1 else 'exist'}"
    yield f"{counted(len(imported.cases), 'case')}{existing if present else ''}"
    if imported.other_outcome:
        cases = counted(imported.other_outcome, "case")
        yield f"{cases} with a `style`: the source expects another outcome than their clause"
