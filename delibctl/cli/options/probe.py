"""The options for asking models."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from delibctl.api.asking.options import (
    Parameters,
    PlanOptions,
    Reuse,
    Spending,
    Throughput,
    parameters_of,
)
from delibctl.cli.options.groups import Converted, TyperOptions
from delibctl.errors import DelibctlError


def _read_parameters(texts: Sequence[str] | None) -> Mapping[str, Any]:
    """Return the parameters of `--param`. Raises DelibctlError for a text of another form."""
    try:
        return parameters_of(texts or ())
    except DelibctlError as error:
        raise DelibctlError(f"--param {error.what}", next=error.next) from error


PARAMETERS: TyperOptions = {
    "temperature": typer.Option(min=0, metavar="X", help="Sampling temperature."),
    "max_tokens": typer.Option(min=1, metavar="N", help="Maximum length of a reply, in tokens."),
    "reasoning_effort": typer.Option(
        "--reasoning-effort",
        metavar="LEVEL",
        help="Reasoning effort; repeat it to compare several as separate models.",
    ),
    "params": Converted(
        list[str] | None,
        typer.Option("--param", metavar="K=V", help="Any other model parameter; may be repeated."),
        _read_parameters,
    ),
    "timeout": typer.Option(
        min=1, metavar="SECONDS", help="Seconds after which a request times out."
    ),
    "rpm": typer.Option(min=1, metavar="N", help="Maximum requests per minute for each model."),
    "tpm": typer.Option(min=1, metavar="N", help="Maximum tokens per minute for each model."),
}
PLAN: TyperOptions = {
    "modes": typer.Option(
        "--mode",
        metavar="MODE",
        help="How much of the policy the model sees: category, full, recall or none; may be "
        "repeated.",
        show_default="category; full where categories tell the answer",
    ),
    "repeats": typer.Option(min=1, metavar="N", help="How many times to ask each case."),
}
CONCURRENCY = typer.Option(
    min=1, max=512, metavar="N", help="Maximum concurrent questions per provider."
)
THROUGHPUT: TyperOptions = {
    "concurrency": CONCURRENCY,
    "workers": typer.Option(
        min=1, max=64, metavar="N", help="Number of processes that ask, for fast servers."
    ),
}
REFRESH = typer.Option("--refresh", help="Ask again even if an answer is cached.")
REUSE: TyperOptions = {
    "refresh": REFRESH,
    "replay": typer.Option(
        "--replay", help="Use only cached answers; trials without one are not measured."
    ),
}
SPENDING: TyperOptions = {
    "max_cost": typer.Option(
        min=0,
        metavar="DOLLARS",
        help="Stop before spending more than this many US dollars (exit 5).",
    ),
    "max_time": typer.Option(
        metavar="TIME", help="Stop after this time, such as 90s, 10m or 2h (exit 5)."
    ),
    "yes": typer.Option("--yes", "-y", help="Do not ask to confirm the cost."),
}

ParameterOptions = Annotated[Parameters, PARAMETERS]
PlanChoice = Annotated[PlanOptions, PLAN]
ThroughputOptions = Annotated[Throughput, THROUGHPUT]
ReuseOptions = Annotated[Reuse, REUSE]
SpendingOptions = Annotated[Spending, SPENDING]
