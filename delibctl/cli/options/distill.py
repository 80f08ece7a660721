"""The options of `delibctl distill`."""

from dataclasses import dataclass
from typing import Annotated

import typer

from delibctl.api.distilling.options import Choosing, Rendering
from delibctl.cli.options.groups import TyperOptions
from delibctl.cli.options.probe import CONCURRENCY, REFRESH
from delibctl.distill.formats import FORMATS
from delibctl.distill.reasoning_place import Place


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


CHOOSING: TyperOptions = {
    "judges": typer.Option(
        "--judge",
        metavar="JUDGE",
        help="Judge of the run that decides, or `patterns`, which only classifies answers; may be "
        "repeated.",
        show_default="all judges of the run",
    ),
    "min_correctness": typer.Option(
        min=1,
        max=5,
        metavar="N",
        help="Least correctness, in the lowest of all votes.",
        show_default="4",
    ),
    "min_helpfulness": typer.Option(
        min=1,
        max=5,
        metavar="N",
        help="Least helpfulness, in the lowest of all votes.",
        show_default="4",
    ),
    "hold_out": typer.Option(
        min=0,
        max=1,
        metavar="SHARE",
        help="Hold out this share of the cases without a split, in families, and train on the "
        "others.",
    ),
    "seed": typer.Option(
        metavar="N", help="Random seed of what is held out and balanced away.", show_default="1"
    ),
    "write_split": typer.Option(
        "--write-split", help="Also write the split of each case into its case file."
    ),
    "per_group": typer.Option(
        min=1,
        metavar="N",
        help="Most records of one category, outcome and kind; those that comply all stay.",
        show_default="three times the median",
    ),
}
RENDERING: TyperOptions = {
    "formats": typer.Option(
        "--for",
        metavar="TRAINER",
        autocompletion=_complete_format,
        help=f"What reads the files: {', '.join(FORMATS)}; may be repeated.",
        show_default="trl",
    ),
    "chat_template": typer.Option(
        metavar="FILE",
        help="The chat template (Jinja) of the model that you train.",
        show_default="plain ChatML",
    ),
    "reasoning_in": typer.Option(
        "--reasoning-in",
        metavar="FIELD",
        help=f"Field of the reasoning: {', '.join(list(Place)[:-1])}, or content in <think> tags.",
        show_default="the one that the template reads",
    ),
    "max_tokens": typer.Option(
        min=1, metavar="N", help="List the records that a trainer would cut at this length."
    ),
    "tokenizer": typer.Option(
        metavar="FILE",
        help="A tokenizer.json that counts tokens.",
        show_default="an estimate",
    ),
}


@dataclass(frozen=True, kw_only=True)
class AskingRewriter:
    """The options for asking a model to rewrite reasoning."""

    rewrite: Annotated[
        str | None,
        typer.Option(
            "--rewrite",
            metavar="MODEL",
            help="Have this model rewrite reasoning that points at the policy, instead of "
            "dropping it.",
        ),
    ] = None
    concurrency: Annotated[int | None, CONCURRENCY] = None
    refresh: Annotated[bool, REFRESH] = False
    estimate: Annotated[
        bool,
        typer.Option(
            "--estimate",
            help="Dry run: show the questions for --rewrite, the tokens and the price, and exit.",
        ),
    ] = False


ChoosingOptions = Annotated[Choosing, CHOOSING]
RenderingOptions = Annotated[Rendering, RENDERING]
