"""`delibctl generate`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.generate import DraftChoice, Writers, generate_cases
from delibctl.cases.append import new_file
from delibctl.cases.generate import STRATEGIES
from delibctl.cli.options import shared
from delibctl.cli.options.groups import Words
from delibctl.cli.options.probe import SpendingOptions
from delibctl.cli.output import write
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl generate policy.yaml --output cases/generated.yaml --seed 7"


DRAFTS: Words = {
    "category": typer.Option(metavar="ID", help="Only for clauses of this category."),
    "clause": typer.Option(metavar="ID", help="Only for this clause."),
    "kind": typer.Option(metavar="KIND", help="Only this kind."),
    "strategy": typer.Option(metavar="NAME", help="Only by this strategy (see --list)."),
    "per_kind": typer.Option(
        min=1, max=100, metavar="N", help="How many drafts of each kind for a clause."
    ),
    "seed": typer.Option(metavar="N", help="Another number makes other drafts."),
}
DraftOptions = Annotated[DraftChoice, DRAFTS]


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    cases: shared.Cases = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the cases into this file, behind those it holds.",
            show_default="standard output",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Have a model write prompts as well."),
    ] = None,
    check_model: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Model that checks that each prompt is a fair test.",
            show_default="--model",
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list the strategies, and what each makes.")
    ] = False,
    *,
    choice: DraftOptions,
    spending: SpendingOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Make test prompts for each clause: drafts for you to read.

    Without a model they are made from the clause, its exclusions and examples, and from the
    accepted cases that people wrote. With --model a model writes them, and is asked a second time
    whether each is a fair test. The same policy and seed make the same file; what is there already
    is not made again.
    """
    if list_:
        write("".join(_listed()))
        return ExitCode.CLEAN
    workspace, listener = here(state), TerminalListener()
    writers = Writers(model=model, check_model=check_model, spending=spending)
    drafts = generate_cases(workspace, listener, path, cases, choice, writers, output)
    if output is None:
        write(new_file(drafts))
    return ExitCode.CLEAN


def _listed() -> list[str]:
    """Return each strategy with the kind it makes, and what its file says of it."""
    lines = []
    for strategy in STRATEGIES.values():
        kinds = " or ".join(map(str, strategy.kinds))
        first, _, rest = strategy.doc.partition("\n")
        lines.append(f"{strategy.name} ({kinds}): {first}\n")
        lines += [f"    {line}\n" for line in rest.strip().splitlines()]
    return lines
