"""`delibctl doctor`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.checking.doctor import (
    configuration,
    environment_file,
    policy,
    repository,
    software,
    state_folder,
    terminal,
)
from delibctl.api.checking.doctor_models import ask_models, models
from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, page, write
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import ExitCode
from delibctl.report import DOCTOR_FORMATS, doctor_report
from delibctl.report.doctor.checks import CheckLevel

EXAMPLE = "Example: delibctl doctor --ask"


def command(
    ask: Annotated[
        bool,
        typer.Option("--ask", help="Ask each configured model one short question; may cost."),
    ] = False,
    format: Annotated[str | None, shared.format_option(DOCTOR_FORMATS)] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Look at what is there and what is missing, and say what to do next.

    Versions, configuration, policy, models and their keys (never their values), the state folder,
    git and the terminal. Nothing goes over the network without --ask. Exit 2 if there is a problem.
    """
    name = choice("--format", format or default_format(), list(DOCTOR_FORMATS))
    here = Path.cwd()
    found, settings = configuration(here)
    checks = [
        *software(),
        found,
        *policy(settings),
        *models(settings),
        *(ask_models(settings) if ask else ()),
        state_folder(StateFolder(state or settings.root / ".delibctl")),
        repository(here),
        terminal(page("rich")),
        *environment_file({here, settings.root}),
    ]
    write(doctor_report(name, checks, page(name)))
    mend = any(check.level is CheckLevel.PROBLEM for check in checks)
    return ExitCode.USAGE if mend else ExitCode.CLEAN
