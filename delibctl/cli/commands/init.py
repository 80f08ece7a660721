"""`delibctl init`."""

from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.cli.output import talk, write
from delibctl.edge.files.local import exists
from delibctl.edge.files.text import append_line, load_text, write_new
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import BUILT_IN_STYLES
from delibctl.source import schema_bytes
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl init my-policy --from guidelines.md"

#: Nothing is allowed by mistake.
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
) -> ExitCode:
    """Start a policy with cases, configuration and editor schemas.

    Never overwrites a file.
    """
    if source is None and default_style != _STYLE:
        raise DelibctlError("--default-style needs --from", next="add --from FILE.md")
    left_over: list[str] = []
    counts = ""
    if source is None:
        made = {name: _starter(name) for name in ("delibctl.toml", "policy.yaml", "cases.yaml")}
    else:
        made, left_over, counts = _drafted(source, default_style)
    for kind in ("policy", "cases"):
        made[f"{kind}.schema.json"] = schema_bytes(kind).decode()
    there = [name for name in made if exists(folder / name)]
    if there:
        raise DelibctlError(
            f"{folder} already contains {', '.join(there)}; nothing was written",
            next="name another folder: delibctl init DIR",
        )
    # First what may fail in a folder that is in use.
    append_line(folder / ".gitignore", ".delibctl/")
    for name, content in made.items():
        write_new(folder / name, content)
    write("".join(f"wrote {folder / name}\n" for name in (*made, ".gitignore")))
    for line in left_over:
        write(f"not imported: {line}\n")
    if counts:
        write(f"{counts}; each clause was given the style {default_style!r}, marked '# assumed'\n")
        talk("the cases are drafts: rewrite them, add more for each clause, remove their `status`")
    cd = "" if folder == Path() else f"cd {quote(str(folder))} && "
    talk(f"next:\n  {cd}delibctl lint\n  delibctl probe\n  delibctl diff")
    return ExitCode.CLEAN


def _starter(name: str) -> str:
    return (files("delibctl.cli") / "starter" / name).read_text(encoding="utf-8")


def _drafted(source: Path, style: str) -> tuple[dict[str, str], list[str], str]:
    """The files out of a Markdown policy, what of it did not fit, and how much there is."""
    # Markdown and YAML writing are only needed here, and take a while to import.
    from delibctl.policy.draft import draft
    from delibctl.policy.markdown import read_outline
    from delibctl.source.emit import emit, modeline

    if style not in BUILT_IN_STYLES:
        raise DelibctlError(f"unknown style {style!r}", next=f"one of {', '.join(BUILT_IN_STYLES)}")
    made = draft(read_outline(load_text(source), source.stem), style)
    if not made.policy["categories"]:
        raise DelibctlError(
            f"{source} has no headings with text below them",
            next="write each category and clause under a heading, or start without --from",
        )
    categories = made.policy["categories"]
    clauses = sum(len(category["clauses"]) for category in categories)
    counts = ", ".join(
        (
            counted(len(categories), "category", "categories"),
            counted(clauses, "clause"),
            counted(len(made.cases["cases"]), "case"),
        )
    )
    return (
        {
            "delibctl.toml": _starter("delibctl.toml"),
            "policy.yaml": emit(made.policy, modeline("policy"), made.notes),
            "cases.yaml": emit(made.cases, modeline("cases"), {}),
        },
        made.left_over,
        counts,
    )
