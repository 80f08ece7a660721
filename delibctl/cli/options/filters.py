"""The common filters, on the command line."""

from typing import Annotated

import typer

from delibctl.api.cases.filters import Filters
from delibctl.cli.options.groups import Words

FILTERS: Words = {
    "category": typer.Option(metavar="ID", help="Only cases of this category."),
    "clause": typer.Option(metavar="ID", help="Only cases that expect this clause."),
    "kind": typer.Option(metavar="KIND", help="Only cases of this kind."),
    "case": typer.Option(metavar="ID", help="Only the case of this id, or matching this glob."),
    "lang": typer.Option(metavar="LANG", help="Only cases in this language."),
    "wrong": typer.Option("--wrong", help="Only cases that missed in the newest run."),
    "changed": typer.Option(
        metavar="[REV]", help="Only cases touched by what changed since REV (default HEAD)."
    ),
    "sample": typer.Option(min=1, metavar="N", help="At most N cases, drawn with --seed."),
    "seed": typer.Option(metavar="N", help="Seed of --sample.", show_default="0"),
}

FilterOptions = Annotated[Filters, FILTERS]
