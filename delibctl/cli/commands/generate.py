"""`delibctl generate`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.options import Throughput
from delibctl.api.cases.generate import DraftChoice, Writers, generate_cases
from delibctl.cases.append import new_file
from delibctl.cases.generate import STRATEGIES
from delibctl.cli.options import shared
from delibctl.cli.options.groups import TyperOptions
from delibctl.cli.options.probe import CONCURRENCY, SpendingOptions
from delibctl.cli.output import write, write_exact
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl generate policy.yaml --output cases/generated.yaml --seed 7"


DRAFTS: TyperOptions = {
    "category": typer.Option(metavar="ID", help="Only clauses in this category."),
    "clause": typer.Option(metavar="ID", help="Only this clause."),
    "kind": typer.Option(metavar="KIND", help="Only prompts of this kind."),
    "split": typer.Option(
        metavar="SPLIT",
        help="Only prompts of this split (train, test or unassigned): made from its cases alone, "
        "and written with it.",
    ),
    "strategy": typer.Option(metavar="NAME", help="Use only this strategy (see --list)."),
    "per_kind": typer.Option(
        min=1, max=100, metavar="N", help="Number of prompts of each kind per clause."
    ),
    "seed": typer.Option(metavar="N", help="Random seed; another seed gives other drafts."),
}
DraftOptions = Annotated[DraftChoice, DRAFTS]


def command(
    path: shared.PolicyArgument = None,
    cases: shared.Cases = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Append the cases to this file.",
            show_default="standard output",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Also have this model write prompts."),
    ] = None,
    check_model: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Model that decides whether each prompt is a fair test.",
            show_default="--model",
        ),
    ] = None,
    concurrency: Annotated[int | None, CONCURRENCY] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the strategies and exit.")] = False,
    *,
    choice: DraftOptions,
    spending: SpendingOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Draft test prompts for each clause.

    Without a model, prompts are built from the clause, its exclusions and examples, and from
    accepted cases that people wrote. With --model, a model also writes prompts, and is then asked
    whether each is a fair test. The same policy, cases and seed give the same file. Existing cases
    are not generated again.
    """
    if list_:
        write("".join(_listed()))
        return ExitCode.CLEAN
    workspace, listener = here(state), TerminalListener()
    writers = Writers(
        model=model,
        check_model=check_model,
        spending=spending,
        throughput=Throughput(concurrency=concurrency),
    )
    drafts = generate_cases(workspace, listener, path, cases, choice, writers, output)
    if output is None:
        write_exact(new_file(drafts))
    return ExitCode.CLEAN


def _listed() -> list[str]:
    """Return the lines of each strategy: its kinds and its description."""
    lines = []
    for strategy in STRATEGIES.values():
        kinds = " or ".join(map(str, strategy.kinds))
        first, _, details = strategy.doc.partition("\n")
        lines.append(f"{strategy.name} ({kinds}): {first}\n")
        lines += [f"    {line}\n" for line in details.strip().splitlines()]
    return lines
