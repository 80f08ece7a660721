"""`delibctl diff`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli import options
from delibctl.cli.opening import find_run
from delibctl.cli.output import (
    choice,
    default_format,
    output_formats,
    page,
    talk,
    write,
    write_files,
)
from delibctl.diff import Gate, GateVerdict, Limits, RunDiff, run_diff
from delibctl.edge.settings import load_settings
from delibctl.edge.store import RunFile
from delibctl.errors import DelibctlError, ExitCode, worst
from delibctl.model import Run
from delibctl.report import RUN_FORMATS, run_report
from delibctl.text.suggest import nearest

EXAMPLE = "Example: delibctl diff @last --fail-on critical --min-citation-recall 0.8"

_FORMATS = list(RUN_FORMATS)
_ONLY = ["wrong", "all"]
#: Misses shown of each model unless --limit says otherwise; json has no limit.
_LIMIT = 20


def command(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RUN", help="A run file, a run's name, @last or @-2.", show_default="@last"
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}.", show_default="by stdout"
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT:FILE", help="Also write FORMAT:FILE; may be repeated."),
    ] = None,
    only: Annotated[
        str, typer.Option(metavar="WHICH", help="Show `wrong` cases, or `all`.")
    ] = "wrong",
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Show at most so many misses of a model, 0 for all.",
            show_default="20",
        ),
    ] = None,
    fail_on: Annotated[
        list[Gate] | None,
        typer.Option(
            metavar="WHAT",
            help="Exit 1 if any case misses so: miss, citation, outcome or critical.",
        ),
    ] = None,
    min_citation_recall: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 below this share.")
    ] = None,
    max_over_refusal: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 above this share.")
    ] = None,
    max_under_refusal: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="SHARE", help="Exit 1 above this share.")
    ] = None,
    max_broken: options.MaxBroken = None,
    allow_no_verdict: options.NoVerdictOk = False,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Only this model; may be repeated."),
    ] = None,
    category: options.Category = None,
    clause: options.Clause = None,
    kind: options.KindOption = None,
    case: options.CaseOption = None,
    lang: options.Lang = None,
    sample: options.Sample = None,
    seed: options.Seed = 0,
    timing: Annotated[bool, typer.Option("--timing", help="Add times to json.")] = False,
    show_sensitive: options.ShowSensitive = False,
    state: options.StateOption = None,
) -> ExitCode:
    """Show the clause that was cited beside the one it should be.

    Beside each miss stands how the model answered; below them the figures and the gates.
    """
    chosen = choice("--format", format or default_format(), _FORMATS)
    choice("--only", only, _ONLY)
    others = output_formats(output or [], _FORMATS)
    settings = load_settings(Path.cwd())
    path = find_run(runs or [], settings, state)
    limits = Limits(
        fail_on=tuple(fail_on or ()),
        min_citation_recall=min_citation_recall,
        max_over_refusal=max_over_refusal,
        max_under_refusal=max_under_refusal,
    )
    chosen_cases = options.selection(category, clause, kind, case, lang, sample, seed)
    file = RunFile.open(path)
    try:
        loaded = file.load()
    finally:
        file.close()
    talk(f"run {path.name}: expected against cited")
    options.check(chosen_cases, loaded.policy, loaded.cases)
    diff = run_diff(of_models(loaded, model or []), chosen_cases, limits)
    if not diff.rows:
        raise DelibctlError("no trial is selected", next="loosen the filters")

    def rendered(name: str) -> str:
        return _render(diff, name, only, limit, show_sensitive, timing)

    write(rendered(chosen))
    write_files(output or [], {name: rendered(name) for name in others})
    return _verdict(
        diff, settings.max_broken if max_broken is None else max_broken, allow_no_verdict
    )


def of_models(run: Run, names: list[str]) -> Run:
    """The run with only those models; all of them where none is named."""
    known = [model.alias for model in run.plan.models]
    for name in names:
        if name not in known:
            raise DelibctlError(
                f"no model {name!r} in this run", next=nearest(name, known, "model")
            )
    models = tuple(model for model in run.plan.models if not names or model.alias in names)
    return replace(run, plan=replace(run.plan, models=models))


def _render(
    diff: RunDiff, name: str, only: str, limit: int | None, show_sensitive: bool, timing: bool
) -> str:
    default = 0 if name == "json" else _LIMIT
    shown = replace(
        page(name),
        only_missed=only == "wrong",
        limit=default if limit is None else limit,
        show_sensitive=show_sensitive,
        timing=timing,
    )
    return run_report(name, diff, shown)


def _verdict(diff: RunDiff, max_broken: float, allow_no_verdict: bool) -> ExitCode:
    """The exit code, with one line to each gate on stderr."""
    from delibctl.report.figures import gate_line

    codes: list[ExitCode] = []
    if not diff.run.info.finished:
        talk("the run is not finished: the same probe command goes on with it")
        if any(model.gates for model in diff.models) and not allow_no_verdict:
            codes.append(ExitCode.NO_VERDICT)
    for model in diff.models:
        share = model.summary.untrustworthy
        if (share.value or 0) > max_broken:
            talk(
                f"{model.model.alias}: not to be trusted: {share.hits} of {share.total} trials are "
                f"broken or unreadable, at most {max_broken:.1%} may be (--max-broken)"
            )
            codes.append(ExitCode.UNTRUSTWORTHY)
        for gate in model.gates:
            talk(gate_line(model.model.alias, gate))
            if gate.verdict is GateVerdict.FAILED:
                codes.append(ExitCode.FINDINGS)
            elif gate.verdict is GateVerdict.NO_VERDICT and not allow_no_verdict:
                codes.append(ExitCode.NO_VERDICT)
    return worst(codes)
