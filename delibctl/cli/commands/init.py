"""`delibctl init`."""

from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.cli.ci_jobs import configured_folders, write_jobs
from delibctl.cli.ci_workflow import CiSystem, pinned, workflow
from delibctl.cli.output import print_message, write
from delibctl.edge.files.local import exists
from delibctl.edge.files.source_text import load_source
from delibctl.edge.files.text import append_line, write_new
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import BUILT_IN_STYLES
from delibctl.source import schema_bytes
from delibctl.text.count import counted
from delibctl.text.slug import slug

EXAMPLE = "Example: delibctl init my-policy --from guidelines.md"

#: The strictest style, so that nothing is allowed by mistake.
_STYLE = "refuse"
#: The id of the starter policy, and of one in a folder whose name makes no id.
_ID = "my-policy"


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
    pin: Annotated[
        str | None,
        typer.Option(
            metavar="URL@COMMIT",
            help="With --ci: what the job installs, as git+https://HOST/OWNER/delibctl@COMMIT. "
            "Default: the commit that this delibctl was installed from, if it came from git.",
        ),
    ] = None,
) -> ExitCode:
    """Start a policy with cases, configuration and editor schemas.

    Never overwrites a file. With --ci, where there are policies already, only their jobs are
    written: one for each configuration.
    """
    _check_options(source, default_style, ci, pin)
    if ci and source is None and (folders := configured_folders(folder)):
        return write_jobs(ci, folders, pin)
    job = workflow(ci, folder) if ci else None
    remarks: list[str] = []
    counts = ""
    if source is None:
        contents = {name: _starter(name) for name in ("delibctl.toml", "policy.yaml", "cases.yaml")}
        contents["policy.yaml"] = _named_after(folder, contents["policy.yaml"])
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
    return write_jobs(ci, [folder], pin) if ci else ExitCode.CLEAN


def _check_options(
    source: Path | None, default_style: str, ci: CiSystem | None, pin: str | None
) -> None:
    """Raise DelibctlError for options that do not go together, before anything is written."""
    if source is None and default_style != _STYLE:
        raise DelibctlError("--default-style needs --from", next="add --from FILE.md")
    if pin is not None and ci is None:
        raise DelibctlError("--pin needs --ci", next="add --ci github or --ci gitlab")
    pinned(pin)


def _named_after(folder: Path, starter: str) -> str:
    """Give the starter policy an id from its folder: each policy of a repository needs its own."""
    id = slug(folder.absolute().name, _ID)
    return starter.replace(f"id: {_ID}\n", f"id: {id}\n", 1)


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
