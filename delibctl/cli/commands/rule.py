"""`delibctl rule`."""

from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, render_options, write_report
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import RULES, codes_of
from delibctl.report import RULE_FORMATS, rule_report

EXAMPLE = "Example: delibctl rule WRD303"


def command(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A code, a code prefix, or a name."),
    ] = None,
    format: Annotated[str | None, shared.format_option(RULE_FORMATS)] = None,
) -> ExitCode:
    """Explain a lint rule.

    Shows what the rule requires and why, an example that fails, an example that passes, and how to
    fix a finding. Without CODE, or with a code prefix, lists the rules.
    """
    name = choice("--format", format or default_format(), list(RULE_FORMATS))
    codes = codes_of(rule) if rule else {registered.code for registered in RULES}
    rules = tuple(registered for registered in RULES if registered.code in codes)
    if not rules:
        raise DelibctlError(f"unknown rule {rule!r}", next="delibctl rule lists all rules")
    write_report(rule_report(name, rules, render_options(name)))
    return ExitCode.CLEAN
