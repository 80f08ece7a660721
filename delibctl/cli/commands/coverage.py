"""`delibctl coverage`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.load import find_run, open_one
from delibctl.cli.options import shared
from delibctl.cli.output import Targets, page, talk
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.run_file.listing import load_read_only, run_entry, run_files
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import load_settings
from delibctl.errors import ExitCode
from delibctl.model import Policy, Run
from delibctl.report import COVERAGE_FORMATS, coverage_report
from delibctl.score import ScoredTrial, coverage, score_run

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
    settings = load_settings(Path.cwd())
    start = path or settings.policy_path
    given = cases or (settings.case_paths if path is None else None)
    policy, known = open_one(start, LocalFiles(Path.cwd()), given)
    folder = StateFolder(state or settings.root / ".delibctl")
    runs = (
        [load_read_only(find_run([run], settings, state))] if run else list(_runs(folder, policy))
    )
    rows = [list(_rows(run)) for run in runs]
    # A run of the baseline alone tells nothing of what models cite.
    found = coverage(policy, known, [of_run for of_run in rows if of_run], least)
    if rows and not any(rows):
        talk("only the baseline has been probed: what it cites is left out")
    targets.write(lambda name: coverage_report(name, found, page(name)))
    if threshold is None or found.reaches(threshold):
        return ExitCode.CLEAN
    share = found.covered
    talk(f"{share.hits} of {share.total} clauses is less than {threshold} % (--threshold)")
    return ExitCode.FINDINGS


def _runs(state: StateFolder, policy: Policy) -> Iterator[Run]:
    """The runs of a policy in the state folder; those that cannot be read are passed by."""
    for at, path in run_files(state):
        entry = run_entry(at, path)
        if entry.head is not None and entry.head.policy == policy.id:
            yield load_read_only(path)


def _rows(run: Run) -> Iterator[ScoredTrial]:
    """The trials of models: the baseline cites by likeness of words, which tells nothing of one."""
    models = {model.alias for model in run.plan.models if not model.is_baseline}
    return (row for row in score_run(run).trials if row.trial.key.model in models)
