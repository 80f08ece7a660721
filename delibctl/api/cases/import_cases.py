"""Importing prompts of another format as cases of a policy."""

from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from delibctl.api.cases.case_files import check_named, opened, save
from delibctl.cases import build as build_cases
from delibctl.cases.append import new_file
from delibctl.cases.importers import ImportedCases, SourceFile, read_records, to_cases
from delibctl.cases.importers.mapping import mapping
from delibctl.cli.not_imported import tell
from delibctl.cli.output import talk, write
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import BUILT_IN_STYLES
from delibctl.policy import build
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


def import_cases(
    given: SourceFile,
    form: str,
    maps: list[str],
    policy_path: Path | None,
    case_paths: list[Path] | None,
    output: Path | None,
) -> ExitCode:
    """Write the cases that do not exist yet, and list the prompts that are not mapped."""
    settings = load_settings(Path.cwd())
    start = policy_path or settings.policy_path
    paths = case_paths or (settings.case_paths if policy_path is None else None)
    bundle = opened(start, paths, output)
    policy = build(bundle)
    there = {case.id for case in build_cases(bundle.cases, policy, _today())}
    for word, style in given.styles.items():
        if policy.outcome(style) is None:
            known_styles = [*BUILT_IN_STYLES, *policy.styles]
            next = nearest(style, known_styles, "style")
            raise DelibctlError(f"--style {word}={style}: no such style", next=next)
    records = read_records(given, form)
    mappings = [mapping(text, policy) for text in maps]
    found = to_cases(records.records, policy, mappings, _source(given, form))
    tell([*records.left_over, *found.left_over])
    fresh = [case for case in found.cases if case["id"] not in there]
    _talk(found, len(found.cases) - len(fresh))
    if not found.cases:
        raise DelibctlError(
            f"no prompt of {given.name} became a case",
            next="map labels to clauses with --map LABEL=CLAUSE, or all with --map '*=CLAUSE'",
        )
    if output is None:
        write(new_file(fresh) if fresh else "")
    elif fresh:
        where = f" {quote(str(policy_path))}" if policy_path else ""
        save(fresh, output, f"delibctl probe{where}")
        check_named(start, paths, output)
    return ExitCode.CLEAN


def _source(given: SourceFile, form: str) -> str:
    """Return the name of the source: that of a known prompt set, or else of the file."""
    own = form in {"table", "spreadsheet", "promptfoo"}
    return given.name.rpartition(".")[0] if own else form


def _talk(found: ImportedCases, there: int) -> None:
    for pattern in found.unused:
        talk(f"--map {pattern}=...: no label matches")
    known = f"; {there} of them already {'exists' if there == 1 else 'exist'}" if there else ""
    talk(f"{counted(len(found.cases), 'case')}{known}")
    if found.other_outcome:
        cases = counted(found.other_outcome, "case")
        talk(f"{cases} with a `style`: the source expects another outcome than their clause")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
