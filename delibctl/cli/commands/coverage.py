"""`delibctl coverage`."""

from typing import Annotated

import typer

from delibctl.api.cases.coverage import cover
from delibctl.cli.options import shared
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.cli.process_workspace import here
from delibctl.errors import ExitCode
from delibctl.model import Split
from delibctl.report import COVERAGE_FORMATS, coverage_report

EXAMPLE = "Example: delibctl coverage policy.yaml --threshold 90 --min-cases 3"


def command(
    path: shared.PolicyArgument = None,
    cases: shared.Cases = None,
    split: Annotated[
        Split | None,
        typer.Option(metavar="SPLIT", help="Only cases of this split: train, test or unassigned."),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="Count only the citations of this run: a run file, a run's name, @last or @-2.",
            show_default="all runs of the policy",
        ),
    ] = None,
    threshold: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            help="Exit 1 if less than this percentage of the clauses is covered.",
        ),
    ] = None,
    min_cases: Annotated[
        int, typer.Option(min=1, metavar="N", help="Cases a clause needs to count as covered.")
    ] = 1,
    format: Annotated[str | None, shared.format_option(COVERAGE_FORMATS)] = None,
    output: shared.Output = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Count the cases and the citations of each clause.

    Only accepted cases count. Citations by the built-in baseline do not count.
    """
    targets = Targets.of(format, output, COVERAGE_FORMATS)
    workspace = here(state)
    covered = cover(workspace, path, cases, run, min_cases, split)
    if covered.only_baseline:
        print_message("only the baseline was probed, and its citations do not count")
    for note in covered.notes:
        print_message(note)
    for unread in covered.unread:
        print_message(f"not counted: {unread}")
    coverage = covered.coverage
    targets.write(lambda name: coverage_report(name, coverage, render_options(name)))
    if threshold is None or coverage.reaches(threshold):
        return ExitCode.CLEAN
    share = coverage.covered
    print_message(
        f"{share.hits} of {share.total} clauses are covered, less than {threshold} % (--threshold)"
    )
    return ExitCode.FINDINGS
