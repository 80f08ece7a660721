"""Importing a policy of another format as a policy file."""

from pathlib import Path

from delibctl.cli.not_imported import tell
from delibctl.cli.output import talk, write
from delibctl.edge.files.local import LocalFiles, exists, write_new
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import Fixes, Level, Options, Report, lint
from delibctl.model import BUILT_IN_STYLES
from delibctl.policy import Bundle
from delibctl.policy.importers import FORMATS, Format, ImportedPolicy, guess, to_policy
from delibctl.source import edited, read
from delibctl.source.emit import emit, modeline
from delibctl.text.count import counted
from delibctl.text.suggest import nearest

__all__ = ["FORMATS", "guess", "import_policy"]


def import_policy(
    text: str, file: Path, form: Format, default_style: str | None, output: Path | None
) -> ExitCode:
    """Write the policy, and list the assumptions and the lines that were not carried over."""
    if default_style is not None and default_style not in BUILT_IN_STYLES:
        raise DelibctlError(
            f"unknown style {default_style!r}",
            next=nearest(default_style, BUILT_IN_STYLES, "style"),
        )
    if output is not None and exists(output):
        raise DelibctlError(f"{output} already exists", next="name another file")
    made = to_policy(form.read(text, file.stem), default_style)
    _check(made, file)
    policy = _sound(emit(made.data, modeline("policy"), made.notes), made)
    if output is None:
        write(policy)
    else:
        write_new(output, policy)
    tell(made.left_over)
    _talk(made, output)
    return ExitCode.CLEAN


def _check(made: ImportedPolicy, file: Path) -> None:
    if not made.data["categories"]:
        raise DelibctlError(
            f"no clause was found in {file}",
            next="see the formats with delibctl import --list, and name one with --as",
        )
    if made.unstyled:
        clauses = counted(len(made.unstyled), "clause")
        raise DelibctlError(
            f"{file} has no style for {clauses}: {', '.join(made.unstyled[:5])}"
            f"{' ...' if len(made.unstyled) > 5 else ''}",
            next=f"add --default-style STYLE, one of {', '.join(BUILT_IN_STYLES)}",
        )


def _sound(text: str, made: ImportedPolicy) -> str:
    """Return the file with lint errors fixed, and list the fixes.

    Raises DelibctlError if an error remains.
    """
    options = Options()
    for _ in range(3):
        report = _linted(text, options)
        found = [f for f in report.findings if f.level is Level.ERROR and f.fixes is Fixes.SAFE]
        if not found:
            break
        text, _count = edited(text, [finding.edits for finding in found])
        made.left_over += [(0, f"{finding.message}: fixed") for finding in found]
    errors = [f for f in _linted(text, options).findings if f.level is Level.ERROR]
    if errors:
        first = errors[0]
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise DelibctlError(
            f"the imported policy would have lint errors: {first.message} ({first.code}){more}",
            next=f"fix the source; in the imported file this is line {first.place.line}",
        )
    return text


def _linted(text: str, options: Options) -> Report:
    document = read(text.encode(), "policy.yaml")
    return lint([Bundle(policy=document, fragments=(), cases=())], (), options)


def _talk(made: ImportedPolicy, output: Path | None) -> None:
    categories = made.data["categories"]
    clauses = [clause for category in categories for clause in category["clauses"]]
    examples = sum(len(clause.get("examples", ())) for clause in clauses)
    talk(
        f"{counted(len(categories), 'category', 'categories')}, "
        f"{counted(len(clauses), 'clause')}, {counted(examples, 'example')}"
    )
    if made.styles:
        talk(f"{counted(made.styles, 'style')} assumed, marked '# assumed'")
    if made.summaries:
        talk(f"{counted(made.summaries, 'summary', 'summaries')} assumed: the first sentence")
    if output is not None:
        talk(f"wrote {output}; next: delibctl lint {LocalFiles(Path.cwd()).name(output)}")
