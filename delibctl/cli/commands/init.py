"""`delibctl init`."""

from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl import __version__
from delibctl.cli.ci_workflow import CiSystem, Workflow, workflow
from delibctl.cli.output import print_message, write
from delibctl.edge.files.local import exists
from delibctl.edge.files.source_text import load_source
from delibctl.edge.files.text import append_line, write_new
from delibctl.edge.settings_file import FILE_NAME
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import BUILT_IN_STYLES
from delibctl.source import schema_bytes
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl init my-policy --from guidelines.md"

#: The strictest style, so that nothing is allowed by mistake.
_STYLE = "refuse"


def command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder for the policy; created if it does not exist."),
    ] = Path(),
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Markdown file whose headings become categories and clauses.",
        ),
    ] = None,
    default_style: Annotated[
        str,
        typer.Option(metavar="STYLE", help="With --from: the initial style of every clause."),
    ] = _STYLE,
    ci: Annotated[
        CiSystem | None,
        typer.Option(help="Write a job that checks branches too, at the root of the repository."),
    ] = None,
) -> ExitCode:
    """Start a policy with cases, configuration and editor schemas.

    Never overwrites a file. With --ci, in a folder that has a configuration, only the job is
    written.
    """
    job = workflow(ci, folder) if ci else None
    if job and source is None and exists(folder / FILE_NAME):
        return _write_job(job)
    if source is None and default_style != _STYLE:
        raise DelibctlError("--default-style needs --from", next="add --from FILE.md")
    remarks: list[str] = []
    counts = ""
    if source is None:
        contents = {name: _starter(name) for name in ("delibctl.toml", "policy.yaml", "cases.yaml")}
    else:
        contents, remarks, counts = _drafted(source, default_style)
    for kind in ("policy", "cases"):
        contents[f"{kind}.schema.json"] = schema_bytes(kind).decode()
    existing = [name for name in contents if exists(folder / name)]
    if job and exists(job.path):
        existing.append(str(job.path))
    if existing:
        raise DelibctlError(
            f"{folder} already contains {', '.join(existing)}; nothing was written",
            next="name another folder: delibctl init DIR",
        )
    # First the step that may fail in a folder that is in use.
    append_line(folder / ".gitignore", ".delibctl/")
    for name, content in contents.items():
        write_new(folder / name, content)
    write("".join(f"wrote {folder / name}\n" for name in (*contents, ".gitignore")))
    for line in remarks:
        write(f"{line}\n")
    if counts:
        write(f"{counts}; each clause was given the style {default_style!r}, marked '# assumed'\n")
        print_message(
            "the cases are drafts: rewrite them, add more for each clause, remove their `status`"
        )
    cd = "" if folder == Path() else f"cd {quote(str(folder))} && "
    print_message(f"next:\n  {cd}delibctl lint\n  delibctl probe\n  delibctl diff")
    return _write_job(job) if job else ExitCode.CLEAN


def _write_job(job: Workflow) -> ExitCode:
    """Write the job, and say what to commit with it."""
    if exists(job.path):
        raise DelibctlError(
            f"{job.path} exists; nothing was written",
            next="rename it, or add the job of docs/ci.md to it by hand",
        )
    job.path.parent.mkdir(parents=True, exist_ok=True)
    write_new(job.path, job.text)
    write(f"wrote {job.path}\n")
    pinned = f"echo delibctl=={__version__} | uv pip compile --generate-hashes - -o {job.pins}"
    print_message(f"commit it with {job.pins}, which pins what the job installs:\n  {pinned}")
    return ExitCode.CLEAN


def _starter(name: str) -> str:
    return (files("delibctl.cli") / "starter" / name).read_text(encoding="utf-8")


def _drafted(source: Path, style: str) -> tuple[dict[str, str], list[str], str]:
    """Return the files made of a Markdown policy, its lines that do not fit, and the counts."""
    # Only needed here, and slow to import.
    from delibctl.api.policies.import_policy import without_errors
    from delibctl.policy.draft import draft
    from delibctl.policy.markdown import read_outline
    from delibctl.source.emit import emit, modeline

    if style not in BUILT_IN_STYLES:
        raise DelibctlError(f"unknown style {style!r}", next=f"one of {', '.join(BUILT_IN_STYLES)}")
    drafts = draft(read_outline(load_source(source), source.stem), style)
    if not drafts.policy["categories"]:
        raise DelibctlError(
            f"{source} has no headings with text below them",
            next="write each category and clause under a heading, or start without --from",
        )
    categories = drafts.policy["categories"]
    clauses = sum(len(category["clauses"]) for category in categories)
    counts = ", ".join(
        (
            counted(len(categories), "category", "categories"),
            counted(clauses, "clause"),
            counted(len(drafts.cases["cases"]), "case"),
        )
    )
    policy, fixes = without_errors(emit(drafts.policy, modeline("policy"), drafts.notes))
    return (
        {
            "delibctl.toml": _starter("delibctl.toml"),
            "policy.yaml": policy,
            "cases.yaml": emit(drafts.cases, modeline("cases"), {}),
        },
        [*(f"not imported: {line}" for line in drafts.left_over), *fixes],
        counts,
    )
