"""`delibctl diff RUN`: what each case expected against what was cited."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.filters import narrowed
from delibctl.api.policies.load import of_models
from delibctl.cli.exit_code import exit_with
from delibctl.cli.options import shared
from delibctl.cli.output import Targets, choice, page, talk
from delibctl.edge.run_file.run_file import load_run
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import Gate, Limits, ReasonKind, Results, check_run, diff_verdict
from delibctl.report import RUN_FORMATS, run_report
from delibctl.report.run.figures import gate_line
from delibctl.score import ScoredRun, score_run

_ONLY = ["wrong", "all"]
#: Misses shown of each model unless --limit says otherwise; json has no limit.
_LIMIT = 20


@dataclass(frozen=True, kw_only=True)
class View:
    """What is shown of a run."""

    only: Annotated[str, typer.Option(metavar="WHICH", help="Show `wrong` cases, or `all`.")] = (
        "wrong"
    )
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Show at most so many misses of a model, 0 for all.",
            show_default="20",
        ),
    ] = None
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Only this model; may be repeated."),
    ] = None
    timing: Annotated[bool, typer.Option("--timing", help="Add times to json.")] = False
    show_sensitive: shared.ShowSensitive = False


@dataclass(frozen=True, kw_only=True)
class Gates:
    """What may fail a build because of a run."""

    min_citation_recall: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 below this share.")
    ] = None
    max_over_refusal: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 above this share.")
    ] = None
    max_under_refusal: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 above this share.")
    ] = None
    max_broken: shared.MaxBroken = None
    allow_no_verdict: Annotated[
        bool, typer.Option("--allow-no-verdict", help="Exit 0 where a gate measured nothing.")
    ] = False

    def limits(self, fail_on: list[str]) -> Limits:
        """The gates that are asked for."""
        return Limits(
            fail_on=tuple(Gate(choice("--fail-on", wanted, list(Gate))) for wanted in fail_on),
            min_citation_recall=self.min_citation_recall,
            max_over_refusal=self.max_over_refusal,
            max_under_refusal=self.max_under_refusal,
        )


def diff_of_run(
    path: Path,
    settings: Settings,
    outlets: tuple[str | None, list[str] | None],
    fail_on: list[str],
    view: View,
    gates: Gates,
    filters: shared.Filters,
) -> ExitCode:
    """Show a run against its own cases; the gates decide the exit code."""
    targets = Targets.of(*outlets, RUN_FORMATS)
    choice("--only", view.only, _ONLY)
    limits = gates.limits(fail_on)
    run = load_run(path)
    talk(f"run {path.name}: expected against cited")
    selection = narrowed(filters, run.policy, run.cases, settings.policy_path, lambda: run)
    diff = score_run(of_models(run, view.model or []), selection)
    results = check_run(diff, limits)
    if not diff.trials:
        raise DelibctlError("no trial is selected", next="loosen the filters")

    def rendered(name: str) -> str:
        default = 0 if name == "json" else _LIMIT
        shown = replace(
            page(name),
            only_missed=view.only == "wrong",
            limit=default if view.limit is None else view.limit,
            show_sensitive=view.show_sensitive,
            timing=view.timing,
        )
        return run_report(name, diff, shown, results)

    targets.write(rendered)
    return _verdict(diff, results, gates, settings)


def _verdict(diff: ScoredRun, results: Results, gates: Gates, settings: Settings) -> ExitCode:
    """Report each gate on stderr, then the verdict; return the exit code."""
    for model in diff.models:
        for gate in results[model.name]:
            talk(gate_line(model.name, gate))
    verdict = diff_verdict(
        diff,
        results,
        max_broken=settings.max_broken if gates.max_broken is None else gates.max_broken,
        allow_no_verdict=gates.allow_no_verdict,
    )
    return exit_with(verdict, said=(ReasonKind.GATE_FAILED, ReasonKind.GATE_UNDECIDED))
