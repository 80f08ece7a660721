"""`delibctl answers import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.cli.output import write
from delibctl.cli.process_workspace import here
from delibctl.edge.answers.lines import add_answers, from_lines
from delibctl.edge.files.reading import read_named
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl answers import answers.jsonl"


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="File from `answers export`; - is standard input."),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace answers that are already cached.")
    ] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Add exported answers to the cached answers.

    A question that already has an answer keeps it. If any line is not an answer, nothing is added.
    """
    folder = here(state).state
    answers = [answer for file in files for answer in from_lines(_content(file), str(file))]
    counts = add_answers(folder.answers, answers, replace_existing=replace)
    write(
        f"{counted(counts.added, 'answer')} added, {counts.unchanged} unchanged, "
        f"{counts.replaced} replaced\n"
    )
    return ExitCode.CLEAN


def _content(file: Path) -> bytes:
    if file == Path("-"):
        return sys.stdin.buffer.read()
    stop_at_tracked_link(file)
    try:
        return read_named(file)
    except OSError as error:
        raise DelibctlError(
            f"cannot read {file}: {error.strerror}", next="check the path"
        ) from error
