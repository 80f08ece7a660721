"""`delibctl answers export`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.output import print_message, write_bytes
from delibctl.cli.process_workspace import here
from delibctl.edge.answers.lines import stored_answers, to_line
from delibctl.edge.answers.unreferenced import replies_of_run, reply_digest
from delibctl.edge.files.text import overwrite
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl answers export answers.jsonl --run @last"


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Output file; - is standard output.")
    ] = Path("-"),
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="Only the answers that this run uses: a run file, a run's name, @last or @-2.",
        ),
    ] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Write cached answers as sorted JSON lines.

    Git can show and merge the lines, and the same answers always give the same bytes. A line holds
    the key of the question, and the reply with its text, reasoning, tokens and the model that
    served it. It holds no question and no secret.
    """
    workspace = here(state)
    folder = workspace.state
    if not folder.answers.is_file():
        raise DelibctlError(
            f"no cached answers in {folder.folder}",
            next="ask a model: delibctl probe PATH --model NAME; baseline answers are not cached",
        )
    digests = (
        replies_of_run(find_run_with_answers(workspace, run, "`answers export --run`"))
        if run
        else None
    )
    lines = [
        to_line(key, reply)
        for key, reply in stored_answers(folder.answers)
        if digests is None or reply_digest(reply) in digests
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    if file == Path("-"):
        write_bytes(data)
    else:
        overwrite(file, data)
    print_message(f"{counted(len(lines), 'answer')} exported")
    return ExitCode.CLEAN
