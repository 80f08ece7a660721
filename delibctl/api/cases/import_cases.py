"""Importing prompts of another format as cases of a policy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delibctl.api.cases.case_files import CaseFilesInUse, add_cases
from delibctl.api.cases.import_encoder import ImportEncoder
from delibctl.api.cases.repeated_prompts import repeated_prompts
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.cases.append import Assumed
from delibctl.cases.importers import ImportedCases, Records, SourceFile, read_records, to_cases
from delibctl.cases.importers.fields import settings, with_settings
from delibctl.cases.importers.ids import Present
from delibctl.cases.importers.mapping import mapping
from delibctl.cases.importers.reimport import differences
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Policy
from delibctl.policy import Bundle, build
from delibctl.report.not_imported import grouped, lines_of
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class NewCases:
    """Cases that do not exist yet; `assumed` are their keys whose values are assumed, by id."""

    cases: list[dict[str, Any]]
    assumed: Assumed


def import_cases(
    workspace: Workspace,
    listener: Listener,
    source: SourceFile,
    form: str,
    maps: Sequence[str],
    policy: Path | None,
    cases: Sequence[Path] | None,
    output: Path | None,
    *,
    suggest: bool = False,
) -> NewCases:
    """Return the cases that do not exist yet, and add them to the output if there is one.

    With `suggest`, prompts that are not mapped become drafts of the nearest clause, and prompts
    that mean nearly the same are noted; without it, those that are not mapped are noted. Rows that
    changed after they were imported are noted, too. Raises DelibctlError if no prompt became a
    case.
    """
    target = workspace.path(output) if output else None
    in_use = CaseFilesInUse(workspace=workspace, policy=policy, cases=cases)
    bundle = in_use.open(target)
    tested = build(bundle)
    build_cases(bundle.cases, tested, workspace.today().isoformat())
    places = dict(_placed(bundle, workspace))
    present = Present.of(case for case, _ in places.values())
    records = _read(source, form, tested)
    mappings = [mapping(text, tested) for text in maps]
    encoder = ImportEncoder(listener)
    suggested = encoder.suggest_for(tested) if suggest else None
    imported = to_cases(
        records.records, tested, mappings, _origin(source, form), present, suggested
    )
    fresh = [case for case in imported.cases if case["id"] not in places]
    new = NewCases(
        cases=fresh,
        assumed={case["id"]: imported.assumed.get(case["id"], ()) for case in fresh},
    )
    for line in lines_of([*records.left_over, *imported.left_over]):
        listener.note(line)
    if records.records:
        meanings = encoder.comparing_meanings() if suggest else None
        repeated = repeated_prompts(imported, places, meanings)
        for line in (*_changes(imported, places), *repeated, *_notes(imported, new)):
            listener.note(line)
    if not records.records:
        raise DelibctlError(
            f"{source.name} holds no prompt that could be read",
            next="correct the lines listed above" if records.left_over else "name another file",
        )
    if not imported.cases:
        raise DelibctlError(
            f"no prompts of {source.name} could be mapped to a case",
            next="map its labels to clauses",
            usage="map labels with --map LABEL=CLAUSE, or all of them with --map '*=CLAUSE'; "
            "--suggest drafts the others with the nearest clause",
        )
    if target is not None and fresh:
        listener.note(add_cases(workspace, fresh, target, new.assumed))
        for line in in_use.advice(target):
            listener.note(line)
    return new


def _read(source: SourceFile, form: str, policy: Policy) -> Records:
    """Return the prompts of a file with the values that were given for all of them."""
    _check_styles(source, policy)
    values = settings(source.values, policy)
    records = read_records(source, form)
    records.records = [with_settings(record, values) for record in records.records]
    return records


def _placed(
    bundle: Bundle, workspace: Workspace
) -> Iterator[tuple[str, tuple[dict[str, Any], str]]]:
    """Yield the id of each case of the policy, with its data and place."""
    for document in bundle.cases:
        name = workspace.files.from_here(document.name)
        for index, case in enumerate(document.data["cases"]):
            place = document.place(("cases", index, "id"))
            yield case["id"], (case, f"{name}:{place.line}")


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


def _changes(
    imported: ImportedCases, places: dict[str, tuple[dict[str, Any], str]]
) -> Iterator[str]:
    """Yield a line for each row that differs from the case that was imported from it."""
    changed = 0
    for case in imported.cases:
        existing, place = places.get(case["id"], (None, ""))
        parts = differences(existing, case) if existing is not None else []
        changed += bool(parts)
        if parts:
            line = imported.lines[case["id"]]
            yield f"changed: line {line}: {case['id']} at {place}: {'; '.join(parts)}"
    if changed:
        yield (
            f"{counted(changed, 'changed row')} left as it was in the case files: "
            if changed == 1
            else f"{counted(changed, 'changed row')} left as they were in the case files: "
        ) + "edit the case there, or remove it and import again"


def _notes(imported: ImportedCases, new: NewCases) -> Iterator[str]:
    assumed = [
        (imported.lines[id], f"{key}: {why}")
        for id, keys in imported.assumed.items()
        for key, why in keys.items()
    ]
    yield from grouped("assumed", assumed)
    for pattern in imported.unused:
        yield f"no label matches {pattern!r} of the map"
    present = len(imported.cases) - len(new.cases)
    existing = f"; {present} of them already {'exists' if present == 1 else 'exist'}"
    yield f"{counted(len(imported.cases), 'case')}{existing if present else ''}"
    for sentence, number in imported.answers.items():
        yield f"{counted(number, 'case')} of {sentence}"
    if imported.other_outcome:
        cases = counted(imported.other_outcome, "case")
        yield f"{cases} with a `style`: the source expects another outcome than their clause"
