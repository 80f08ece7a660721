"""Options that several commands share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from delibctl.cli.options.old_reports import without_old_reports

PolicyArgument = Annotated[
    Path | None,
    typer.Argument(metavar="PATH", help="The policy file, or the folder that contains it."),
]
Cases = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Case files to use instead of the policy's own."),
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT:FILE",
        help="Also write a report in FORMAT to FILE; may be repeated. Without "
        "FORMAT, the ending of FILE says it, such as .md or .json.",
        callback=without_old_reports,
    ),
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="DIR",
        help="Folder for runs and cached answers.",
        show_default=".delibctl",
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
        help="Exit 4 if a larger share of trials is broken or unreadable.",
    ),
]
AllowNoVerdict = Annotated[
    bool,
    typer.Option("--allow-no-verdict", help="Exit 0 instead of 5 if something was not measured."),
]
ShowSensitive = Annotated[
    bool, typer.Option("--show-sensitive", help="Also show the text of sensitive cases.")
]


def format_option(formats: Iterable[str]) -> Any:
    """Return the option `--format` for these formats."""
    names = tuple(formats)

    def complete(incomplete: str) -> list[str]:
        return [name for name in names if name.startswith(incomplete)]

    return typer.Option(
        metavar="FORMAT",
        autocompletion=complete,
        help=f"One of {', '.join(names)}.",
        show_default="rich on a terminal, else text",
    )
