"""`delibctl doctor`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.checking.doctor import checks, environment_file, open_settings
from delibctl.api.checking.doctor_models import models_to_ask
from delibctl.api.workspace import Workspace
from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, print_message, render_options, write_report
from delibctl.errors import ExitCode
from delibctl.report import DOCTOR_FORMATS, RenderOptions, doctor_report
from delibctl.report.doctor.checks import Check, CheckLevel, note, ok
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl doctor --ask"


def command(
    ask: Annotated[
        bool,
        typer.Option(
            "--ask", help="Ask each configured model one short question, which may cost money."
        ),
    ] = False,
    format: Annotated[str | None, shared.format_option(DOCTOR_FORMATS)] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Check the set-up, and say what to do next.

    Checks versions, configuration, policy, models and their keys (never their values), what ci
    needs, the state folder, git and the terminal. Uses the network only with --ask. Exits with 2 if
    there is a problem.
    """
    name = choice("--format", format or default_format(), list(DOCTOR_FORMATS))
    configuration, settings = open_settings(Path())
    workspace = Workspace.with_settings(settings, Path(), os.environ, state=state)
    if ask and (models := models_to_ask(workspace)):
        print_message(f"asking {counted(len(models), 'model')} one question each")
    report = [
        *checks(workspace, configuration, ask=ask),
        _terminal(render_options("rich")),
        *environment_file(workspace),
    ]
    write_report(doctor_report(name, report, render_options(name)))
    problems = any(check.level is CheckLevel.PROBLEM for check in report)
    return ExitCode.USAGE if problems else ExitCode.CLEAN


def _terminal(options: RenderOptions) -> Check:
    """Return a check of the terminal."""
    where = "a terminal" if sys.stdout.isatty() else "not a terminal"
    text = (
        f"{where}, {sys.stdout.encoding}, {counted(options.width, 'column')}, {_colours(options)}"
    )
    if options.ascii:
        return note("terminal", text, "set PYTHONUTF8=1 to show more than ASCII")
    return ok("terminal", text)


def _colours(options: RenderOptions) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours: NO_COLOR is set"
    if not options.colour:
        return f"no colours: TERM={os.environ.get('TERM', '')}"
    return "colours" if sys.stdout.isatty() else "no colours: output is text"
