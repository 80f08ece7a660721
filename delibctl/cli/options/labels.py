"""The options for reading a file of labels."""

import typer

COLUMN = typer.Option(
    metavar="FIELD=COLUMN",
    help="The column that holds prompt, messages, answer, outcome, clause, compliance, "
    "clauses, category, model or family.",
)
LABEL = typer.Option(
    metavar="WORD=OUTCOME",
    help="The outcome, or the verdict on a clause, that a word of the file means.",
)
