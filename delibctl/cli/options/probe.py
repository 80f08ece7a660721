"""The options that say how models are asked, on the command line."""

from typing import Annotated

import typer

from delibctl.api.asking.options import (
    Parameters,
    PlanOptions,
    Reuse,
    Spending,
    Throughput,
    parameters_of,
)
from delibctl.cli.options.groups import Typed, Words

PARAMETERS: Words = {
    "temperature": typer.Option(min=0, metavar="X", help="Sampling temperature."),
    "max_tokens": typer.Option(min=1, metavar="N", help="Longest reply, in tokens."),
    "reasoning_effort": typer.Option(
        "--reasoning-effort",
        metavar="LEVEL",
        help="How long to reason; with several, each level counts as a model.",
    ),
    "params": Typed(
        list[str] | None,
        typer.Option(
            "--param", metavar="K=V", help="Any other parameter of the model; may be repeated."
        ),
        lambda texts: parameters_of(texts or ()),
    ),
    "timeout": typer.Option(min=1, metavar="SECONDS", help="Seconds for each request."),
    "rpm": typer.Option(min=1, metavar="N", help="At most N requests a minute to each model."),
    "tpm": typer.Option(min=1, metavar="N", help="At most N tokens a minute to each model."),
}
PLAN: Words = {
    "modes": typer.Option(
        "--mode",
        metavar="MODE",
        help="How the policy is shown: category, full, recall or none; may be repeated.",
        show_default="category",
    ),
    "repeats": typer.Option(min=1, metavar="N", help="How many times to ask each case."),
}
CONCURRENCY = typer.Option(
    min=1, max=512, metavar="N", help="At most N questions at once to each provider."
)
THROUGHPUT: Words = {
    "concurrency": CONCURRENCY,
    "workers": typer.Option(
        min=1, max=64, metavar="N", help="Processes that ask; more than one is for fast servers."
    ),
}
REFRESH = typer.Option("--refresh", help="Ask again, also what has a cached answer.")
REUSE: Words = {
    "refresh": REFRESH,
    "replay": typer.Option(
        "--replay", help="Use cached answers only; trials without one are unmeasured."
    ),
}
SPENDING: Words = {
    "max_cost": typer.Option(
        min=0, metavar="DOLLARS", help="Budget: stop before more is spent (exit 5)."
    ),
    "max_time": typer.Option(metavar="TIME", help="Stop after 90s, 10m or 2h (exit 5)."),
    "yes": typer.Option("--yes", "-y", help="Spend without being asked."),
}

ParameterOptions = Annotated[Parameters, PARAMETERS]
PlanChoice = Annotated[PlanOptions, PLAN]
ThroughputOptions = Annotated[Throughput, THROUGHPUT]
ReuseOptions = Annotated[Reuse, REUSE]
SpendingOptions = Annotated[Spending, SPENDING]
