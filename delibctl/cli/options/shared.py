"""Options that several commands share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

Cases = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Case files, instead of the policy's own.")
]
Output = Annotated[
    list[str] | None,
    typer.Option(metavar="FORMAT:FILE", help="Also write FORMAT:FILE; may be repeated."),
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state", metavar="DIR", help="Folder of runs and answers.", show_default=".delibctl"
    ),
]
RunArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="RUN", help="A run file, a run's name, @last or @-2.", show_default="@last"
    ),
]
MaxBroken = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        metavar="SHARE",
        help="Highest share of broken trials in a run that is trusted (else exit 4).",
    ),
]
AllowNoVerdict = Annotated[
    bool, typer.Option("--allow-no-verdict", help="Exit 0 where something was not measured.")
]
ShowSensitive = Annotated[
    bool, typer.Option("--show-sensitive", help="Show the text of sensitive cases too.")
]


def format_option(formats: Iterable[str]) -> Any:
    """`--format`, which takes one of these."""
    return typer.Option(
        metavar="FORMAT", help=f"One of {', '.join(formats)}.", show_default="by stdout"
    )
