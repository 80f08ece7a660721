"""`delibctl coverage`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.coverage import cover
from delibctl.cli.options import shared
from delibctl.cli.output import Targets, page, talk
from delibctl.cli.process_workspace import here
from delibctl.errors import ExitCode
from delibctl.report import COVERAGE_FORMATS, coverage_report

EXAMPLE = "Example: delibctl coverage policy.yaml --threshold 90 --least 3"


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    cases: shared.Cases = None,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="Only the citations of this run: a run file, a run's name, @last or @-2.",
            show_default="all runs of the policy",
        ),
    ] = None,
    threshold: Annotated[
        int | None,
        typer.Option(
            min=0, max=100, metavar="PERCENT", help="Exit 1 if fewer of the clauses have cases."
        ),
    ] = None,
    least: Annotated[
        int, typer.Option(min=1, metavar="N", help="From so many cases on a clause is covered.")
    ] = 1,
    format: Annotated[str | None, shared.format_option(COVERAGE_FORMATS)] = None,
    output: shared.Output = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Show which clauses have how many cases of which kind, and which no model ever cited.

    A case counts once it is accepted. The embedded baseline is no model: what it cites is left out.
    """
    targets = Targets.of(format, output, COVERAGE_FORMATS)
    workspace = here(state)
    covered = cover(workspace, path, cases, run, least)
    if covered.only_baseline:
        talk("only the baseline has been probed: what it cites is left out")
    coverage = covered.coverage
    targets.write(lambda name: coverage_report(name, coverage, page(name)))
    if threshold is None or coverage.reaches(threshold):
        return ExitCode.CLEAN
    share = coverage.covered
    talk(f"{share.hits} of {share.total} clauses is less than {threshold} % (--threshold)")
    return ExitCode.FINDINGS
