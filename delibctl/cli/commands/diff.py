"""`delibctl diff`."""

from typing import Annotated

import typer

from delibctl.api.policies.arguments import PolicyAt, RunAt, diff_arguments
from delibctl.cli.options import shared
from delibctl.cli.options.diff import Gates, StrictnessOptions, View
from delibctl.cli.options.filters import FilterOptions
from delibctl.cli.policy_diff_output import diff_of_policies
from delibctl.cli.process_workspace import here
from delibctl.cli.run_diff_output import diff_of_run
from delibctl.errors import ExitCode
from delibctl.report import DIFF_FORMATS

EXAMPLE = "Example: delibctl diff policies --against main --fail-on loosens"


def command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT",
            help="A run (file, name, @last, @-2), or two policies: files, folders or REV:path.",
            show_default="@last",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="The policy as it was in that git revision, and as it is."
        ),
    ] = None,
    format: Annotated[str | None, shared.format_option(DIFF_FORMATS)] = None,
    output: shared.Output = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="Exit 1 if any case misses so: miss, citation, outcome or critical; or if any "
            "change of a policy loosens, tightens, is unknown, breaking, or lacks a version.",
        ),
    ] = None,
    *,
    strictness: StrictnessOptions,
    view: View,
    gates: Gates,
    filters: FilterOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Show the clause that was cited beside the one it should be; or what changed in a policy.

    Of a run: each miss, how the model answered, the figures and the gates. Of two policies: each
    change clause by clause, whether it loosens or tightens, and the cases that it touches.
    """
    workspace, outlets = here(state), (format, output)
    match diff_arguments(workspace, what or [], against):
        case RunAt(path=path):
            return diff_of_run(workspace, path, outlets, fail_on or [], view, gates, filters)
        case (PolicyAt() as old, PolicyAt() as new):
            return diff_of_policies(workspace, (old, new), outlets, fail_on or [], strictness)
