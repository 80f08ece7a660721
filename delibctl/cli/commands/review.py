"""`delibctl review`."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.filters import narrowed, newest
from delibctl.api.cases.review import Desk, counts
from delibctl.api.judging.labels import label_answers
from delibctl.api.policies.load import find_run, open_bundle
from delibctl.cases import build as build_cases
from delibctl.cases import select
from delibctl.cli.options import shared
from delibctl.cli.output import talk
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.run_file.run_file import load_run
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case, Status
from delibctl.policy import build
from delibctl.score import score_run
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl review --kind jailbreak; delibctl review --run @last --labels me.jsonl"


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    cases: shared.Cases = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Accepted cases too, not only drafts and disputes.")
    ] = False,
    run: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Label the answers of this run instead of cases."),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where labels of answers go, as JSON lines."),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who labels; written beside each label.")
    ] = "",
    *,
    filters: shared.Filters,
    show_sensitive: shared.ShowSensitive = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Walk through drafts and disputes on a screen, or label the answers of a run.

    A case is shown with its clauses and with what models answered; accept, reject, dispute, edit or
    relabel it by keys. Each decision is written at once, and the file keeps its comments and order.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise DelibctlError("review needs a terminal", next="edit the case files by hand")
    settings = load_settings(Path.cwd())
    folder = StateFolder(state or settings.root / ".delibctl")
    if run is not None:
        if labels is None:
            raise DelibctlError("no file for the labels", next="--labels FILE")
        loaded = load_run(find_run([run], settings, state))
        selection = narrowed(
            filters, loaded.policy, loaded.cases, settings.policy_path, lambda: loaded
        )
        may = {case.id for case in _shown(loaded.cases, show_sensitive)}
        label_answers(
            [row for row in score_run(loaded, selection).trials if row.case.id in may], labels, by
        )
        return ExitCode.CLEAN
    if labels is not None or by:
        raise DelibctlError("--labels and --by are of --run", next="--run RUN")
    desk = _desk(path, cases, folder, settings, filters, every=all_)
    desk.cases = _shown(desk.cases, show_sensitive)
    # Textual takes a while to import.
    from delibctl.cli.screens.review import ReviewApp

    desk.look_up()
    ReviewApp(desk).run()
    statuses = [desk.entry(case.id).get("status", "accepted") for case in desk.cases]
    talk(f"{counted(len(statuses), 'case')}: {', '.join(counts(statuses))}")
    return ExitCode.CLEAN


def _desk(
    path: Path | None,
    cases: list[Path] | None,
    state: StateFolder,
    settings: Settings,
    filters: shared.Filters,
    *,
    every: bool,
) -> Desk:
    start = path or settings.policy_path
    given = cases or (settings.case_paths if path is None else None)
    files = LocalFiles(Path.cwd())
    bundle = open_bundle(start, files, given)
    policy = build(bundle)
    known = build_cases(bundle.cases, policy, datetime.now(UTC).date().isoformat())
    chosen = select(
        known,
        narrowed(filters, policy, known, start, lambda: newest(state, policy)),
        lambda case: case,
    )
    open_ = {Status.DRAFT, Status.DISPUTED}
    wanted = [case for case in chosen if every or case.status in open_]
    if not wanted:
        raise DelibctlError(
            "no draft and no dispute is left" if chosen else "no case is selected",
            next="--all walks through accepted cases too; delibctl generate makes drafts",
        )
    return Desk(policy=policy, bundle=bundle, files=files, cases=wanted, state=state)


def _shown(cases: Sequence[Case], show_sensitive: bool) -> list[Case]:
    """What may stand on a screen."""
    shown = [case for case in cases if show_sensitive or not case.sensitive]
    if len(shown) < len(cases):
        hidden = counted(len(cases) - len(shown), "sensitive case")
        talk(f"{hidden} left out: --show-sensitive shows them")
    if not shown:
        raise DelibctlError("nothing is left to look at", next="--show-sensitive shows the rest")
    return shown
