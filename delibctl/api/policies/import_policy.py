"""Importing a policy of another format as a policy file."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.edge.files.text import write_new
from delibctl.errors import DelibctlError
from delibctl.lint import Fixes, Level, Options, Report, lint
from delibctl.model import BUILT_IN_STYLES
from delibctl.policy import Bundle
from delibctl.policy.importers import FORMATS, Format, ImportedPolicy, guess, to_policy
from delibctl.report.not_imported import lines_of
from delibctl.source import edited, read
from delibctl.source.emit import emit, modeline
from delibctl.text.count import counted
from delibctl.text.suggest import nearest

__all__ = ["FORMATS", "guess", "import_policy", "without_errors"]


def import_policy(
    workspace: Workspace,
    listener: Listener,
    text: str,
    file: Path,
    form: Format,
    default_style: str | None,
    output: Path | None,
) -> str:
    """Return the policy file, and write it if there is an output.

    Notes list the assumed values and the lines that could not be imported. Raises DelibctlError if
    the output exists, the source has no clause, or a clause has no style.
    """
    if default_style is not None and default_style not in BUILT_IN_STYLES:
        raise DelibctlError(
            f"unknown style {default_style!r}",
            next=nearest(default_style, BUILT_IN_STYLES, "style"),
        )
    target = workspace.path(output) if output else None
    if target is not None and exists(target):
        raise DelibctlError(f"{target} already exists", next="name another file")
    if target is not None and target.suffix.lower() not in {".yaml", ".yml"}:
        raise DelibctlError(
            f"cannot write a policy to {target}: its ending is not .yaml or .yml",
            next=f"name it {target.stem}.yaml",
        )
    imported = to_policy(form.read(text, file.stem), default_style)
    _check(imported, file)
    policy, fixes = without_errors(emit(imported.data, modeline("policy"), imported.notes))
    if target is not None:
        write_new(target, policy)
    for line in (*lines_of(imported.left_over), *fixes, *_notes(imported)):
        listener.note(line)
    if target is not None:
        listener.note(f"wrote {target}; next: delibctl lint {quote(str(output))}")
    return policy


def _check(imported: ImportedPolicy, file: Path) -> None:
    if not imported.data["categories"]:
        raise DelibctlError(
            f"no clauses found in {file}",
            next="name its format",
            usage="see the formats with delibctl import --list, and name one with --as",
        )
    if imported.unstyled:
        clauses = counted(len(imported.unstyled), "clause")
        raise DelibctlError(
            f"{file} has no style for {clauses}: {', '.join(imported.unstyled[:5])}"
            f"{' ...' if len(imported.unstyled) > 5 else ''}",
            next=f"choose a default style: {', '.join(BUILT_IN_STYLES)}",
            usage=f"add --default-style STYLE, one of {', '.join(BUILT_IN_STYLES)}",
        )


def without_errors(text: str) -> tuple[str, list[str]]:
    """Return a policy file with its lint errors fixed, and a line for each fix.

    Raises DelibctlError if an error remains.
    """
    options, fixes = Options(), []
    for _ in range(3):
        report = _linted(text, options)
        fixable = [f for f in report.findings if f.level is Level.ERROR and f.fixes is Fixes.SAFE]
        if not fixable:
            break
        text, _count = edited(text, [finding.edits for finding in fixable])
        fixes += [f"fixed: {finding.message}" for finding in fixable]
    errors = [f for f in _linted(text, options).findings if f.level is Level.ERROR]
    if errors:
        first = errors[0]
        others = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise DelibctlError(
            f"the imported policy would have lint errors: {first.message} ({first.code}){others}",
            next=f"fix the source; in the imported file this is line {first.place.line}",
        )
    return text, fixes


def _linted(text: str, options: Options) -> Report:
    document = read(text.encode(), "policy.yaml")
    return lint([Bundle(policy=document, fragments=(), cases=())], (), options)


def _notes(imported: ImportedPolicy) -> Iterator[str]:
    categories = imported.data["categories"]
    clauses = [clause for category in categories for clause in category["clauses"]]
    examples = sum(len(clause.get("examples", ())) for clause in clauses)
    yield (
        f"{counted(len(categories), 'category', 'categories')}, "
        f"{counted(len(clauses), 'clause')}, {counted(examples, 'example')}"
    )
    if imported.styles:
        yield f"{counted(imported.styles, 'style')} assumed, marked '# assumed'"
    if imported.summaries:
        summaries = counted(imported.summaries, "summary", "summaries")
        yield f"{summaries} assumed: the first sentence"
