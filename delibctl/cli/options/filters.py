"""The options for the common filters."""

from typing import Annotated

import typer

from delibctl.api.cases.filters import Filters
from delibctl.cli.options.groups import TyperOptions
from delibctl.cli.options.revisions import complete_revision

FILTERS: TyperOptions = {
    "category": typer.Option(metavar="ID", help="Only cases in this category."),
    "clause": typer.Option(metavar="ID", help="Only cases that expect this clause."),
    "kind": typer.Option(metavar="KIND", help="Only cases of this kind."),
    "case": typer.Option(
        metavar="ID", help="Only the case with this id; a glob may match several."
    ),
    "lang": typer.Option(metavar="LANG", help="Only cases in this language."),
    "split": typer.Option(
        metavar="SPLIT", help="Only cases of this split: train, test or unassigned."
    ),
    "wrong": typer.Option("--wrong", help="Only cases that missed in the newest run."),
    "changed": typer.Option(
        metavar="[REV]",
        autocompletion=complete_revision,
        help="Only cases affected by changes since REV (default HEAD).",
    ),
    "sample": typer.Option(min=1, metavar="N", help="Only N random cases; see --seed."),
    "seed": typer.Option(
        metavar="N",
        help="Random seed for --sample. In probe without --sample: the seed sent to the models.",
        show_default="0",
    ),
}

FilterOptions = Annotated[Filters, FILTERS]
