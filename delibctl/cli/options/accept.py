"""The options of `accept` that are for a run."""

from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(frozen=True, kw_only=True)
class RowOptions:
    """Which rows of a run are accepted, and how the person is asked."""

    case: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this case of a run; may be repeated."),
    ] = None
    review: Annotated[
        bool, typer.Option("--review", help="Ask for each case of a run by itself.")
    ] = False
    unreferenced: Annotated[
        bool,
        typer.Option(
            "--unreferenced",
            help="Also remove accepted rows whose case is gone, a draft or retired.",
        ),
    ] = False
    critical: Annotated[
        bool,
        typer.Option(
            "--critical",
            help="Also accept rows of critical cases that are right half as often or less.",
        ),
    ] = False
