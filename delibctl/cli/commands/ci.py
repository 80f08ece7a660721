"""`delibctl ci`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.github_job import print_annotations
from delibctl.cli.options import shared
from delibctl.cli.options.revisions import complete_revision
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.edge.working_folder import require_working_folder
from delibctl.errors import ExitCode
from delibctl.report import CI_FORMATS, ci_report

EXAMPLE = "Example: delibctl ci --base origin/main --head HEAD"


def command(
    base: Annotated[
        str,
        typer.Option(
            metavar="REV",
            autocompletion=complete_revision,
            help="The revision that the branch is to be merged into, such as origin/main.",
        ),
    ],
    head: Annotated[
        str,
        typer.Option(
            metavar="REV", autocompletion=complete_revision, help="The revision of the branch."
        ),
    ] = "HEAD",
    untrusted: Annotated[
        bool,
        typer.Option(
            "--untrusted",
            help="Only what the base approved and accepted counts, as for a fork. GitHub and "
            "GitLab tell by themselves that a branch is of a fork.",
        ),
    ] = False,
    format: Annotated[str | None, shared.format_option(CI_FORMATS)] = None,
    output: shared.Output = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Check a branch: lint, policy diff, and the cases that it affects.

    The policies and their cases are those of the branch, read from git; nothing of it is checked
    out or run. The configuration, with models, budget and gates, is that of the base. Affected
    cases are asked, or replayed from cached answers, and compared with the accepted run; without
    one the base is asked as well. Several policies have a verdict each, and the worst is the exit
    code.
    """
    # They load the model clients, which --help does not need.
    from delibctl.api.ci.branch import open_branch
    from delibctl.api.ci.check import check_branch
    from delibctl.cli.screens.terminal_listener import TerminalListener
    from delibctl.report.ci.outcomes import outcome_of

    require_working_folder()
    branch = open_branch(Path(), os.environ, base, head, state=state, untrusted=untrusted)
    outputs = output or list(branch.workspace.settings.ci.outputs)
    targets = Targets.of(format, outputs, CI_FORMATS)
    result = check_branch(branch, TerminalListener())

    def rendered(name: str) -> str:
        return ci_report(name, result, render_options(name))

    targets.write(rendered)
    if format is None:
        print_annotations(rendered)
    if result.code is not ExitCode.CLEAN:
        print_message(outcome_of(result).headline)
    return result.code
