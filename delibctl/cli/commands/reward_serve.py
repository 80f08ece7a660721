"""`delibctl reward serve`."""

import warnings
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.cli.options.judge import complete_judge
from delibctl.cli.output import print_message
from delibctl.cli.process_workspace import here
from delibctl.edge.training_settings import over
from delibctl.errors import ExitCode

EXAMPLE = (
    "Example: delibctl reward serve my-policy --judge openai/gpt-4o --judge-runs 3 --max-cost 50"
)


def command(
    path: shared.PolicyArgument = None,
    cases: shared.Cases = None,
    judge: Annotated[
        str | None,
        typer.Option(
            metavar="JUDGE",
            autocompletion=complete_judge,
            help="What scores the answers: `patterns` or a model.",
            show_default="patterns",
        ),
    ] = None,
    judge_runs: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=20,
            metavar="K",
            help="How often the judge scores each answer; the lowest score counts.",
            show_default="1",
        ),
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Do not show the judge the expected outcome.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            metavar="FORM",
            help="`lowest`: the lower of both ratings, 0 if a clause is violated; `product`: "
            "helpfulness times safety.",
            show_default="lowest",
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The manifest of `delibctl distill`, which says which cases to train on.",
            show_default="the cases of split train",
        ),
    ] = None,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Score the other cases too.")
    ] = False,
    max_cost: Annotated[
        float | None,
        typer.Option(min=0, metavar="DOLLARS", help="Stop judging at this cost."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Agree to any price.")] = False,
    host: Annotated[
        str | None,
        typer.Option(metavar="HOST", help="Address to listen on.", show_default="127.0.0.1"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            metavar="PORT",
            help="Port; 0 takes a free one.",
            show_default="8765",
        ),
    ] = None,
    token_env: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Environment variable with the token that requests need; required unless HOST is "
            "loopback.",
        ),
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=512,
            metavar="N",
            help="Requests that are scored at once.",
            show_default="32",
        ),
    ] = None,
    queue: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Requests that may wait; more are sent away (503).",
            show_default="256",
        ),
    ] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Serve the reward over HTTP, for trainers on other machines.

    POST /v1/rewards scores a batch, POST /get_reward is OpenRLHF's form; GET /health and /metrics
    tell of the server. Needs the extra `delibctl[serve]`. Prompts and answers are never logged.
    The table `[reward]` of the configuration changes the defaults.
    """
    from delibctl.reward.opening import open_reward
    from delibctl.reward.server.access import token_for
    from delibctl.reward.server.serving import listen, require_extra, serve

    require_extra()
    workspace = here(state)
    settings = over(
        workspace.settings.reward,
        host=host,
        port=port,
        token_env=token_env,
        concurrency=concurrency,
        queue=queue,
    )
    token = token_for(settings.host, settings.token_env, workspace.environment)
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always", UserWarning)
        reward = open_reward(
            path,
            judge,
            cases=cases or (),
            judge_runs=judge_runs,
            blind=blind,
            form=form,
            manifest=manifest,
            held_out=held_out,
            max_cost=max_cost,
            spend=yes,
            workspace=workspace,
        )
    for note in noted:
        print_message(f"warning: {note.message}")
    with listen(settings.host, settings.port) as listening:
        address = f"[{settings.host}]" if ":" in settings.host else settings.host
        print_message(
            f"rewards of {reward.policy.id} by {reward.judge_name} on "
            f"http://{address}:{listening.getsockname()[1]}; Ctrl-C stops"
        )
        serve(reward, listening, token, settings.concurrency, settings.queue, print_message)
    return ExitCode.CLEAN
