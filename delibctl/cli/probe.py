"""`delibctl probe`."""

from functools import partial
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.cases import Selection, select
from delibctl.cli import options
from delibctl.cli.narrowing import narrowed, newest
from delibctl.cli.opening import open_one
from delibctl.cli.probe_options import Asking, Parameters, Reuse, Spending
from delibctl.cli.probing import Probing
from delibctl.deliberate import TEMPLATES
from delibctl.edge.files import LocalFiles
from delibctl.edge.provider import Retries
from delibctl.edge.runs import State
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode, NoVerdict
from delibctl.model import Case, Mode, Plan, Policy, Status

EXAMPLE = "Example: delibctl probe policy.yaml --model openai/gpt-4o --mode recall --max-cost 5"


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help="A LiteLLM model, one of the configuration, or `baseline`; may be repeated.",
            show_default="baseline",
        ),
    ] = None,
    cases: options.Cases = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The run file.", show_default="a new one in --state"),
    ] = None,
    judge: Annotated[
        str, typer.Option(metavar="JUDGE", help="Who observes the outcome: patterns.")
    ] = "patterns",
    *,
    asking: Asking,
    parameters: Parameters,
    reuse: Reuse,
    spending: Spending,
    filters: options.Filters,
    max_broken: options.MaxBroken = None,
    allow_no_verdict: options.AllowNoVerdict = False,
    state: options.StateOption = None,
) -> ExitCode:
    """Ask models every case with the policy before them.

    What they cite and answer is kept in a run. The same command goes on with a run that was
    interrupted. An unchanged question is never asked of the same model twice.
    """
    if judge != "patterns":
        raise DelibctlError(f"no judge {judge!r}", next="--judge patterns is the one there is")
    settings = load_settings(Path.cwd())
    folder = State(state or settings.root / ".delibctl")
    start = path or settings.policy_path
    policy, known = _open(path, cases, settings)
    last = partial(newest, folder, policy)
    selected = _selected(known, narrowed(filters, policy, known, start, last))
    names = dict.fromkeys(model or settings.model)
    # Without a sample to draw, the seed is for the models.
    seed = filters.seed if filters.sample is None else None
    probing = Probing(
        policy=policy,
        folder=start if start.is_dir() else start.parent,
        cases=selected,
        unselected=tuple(sorted({case.id for case in known} - {case.id for case in selected})),
        filters=filters.given(),
        plan=Plan(
            models=parameters.variants(map(settings.model_spec, names), seed),
            modes=tuple(dict.fromkeys(asking.mode or (Mode.CATEGORY,))),
            repeats=asking.repeats or settings.repeats,
            judge=judge,
            template=_template(settings),
        ),
        state=folder,
        concurrency=asking.concurrency or settings.concurrency,
        workers=asking.workers,
        max_broken=settings.max_broken if max_broken is None else max_broken,
        allow_no_verdict=allow_no_verdict,
        retries=Retries(attempts=settings.attempts, base=settings.retry_wait),
        reuse=reuse,
        spending=spending,
        confirm_above=settings.confirm_above,
    )
    return probing.run(run, _diff_command(run, state))


def _template(settings: Settings) -> int:
    """The pinned version of the words around a policy: an upgrade has to ask nothing again."""
    if settings.template not in TEMPLATES:
        raise DelibctlError(
            f"template {settings.template} is not one of this delibctl",
            where=settings.file.name if settings.file else "",
            next=f"template = {TEMPLATES[-1]} is the newest",
        )
    return settings.template


def _diff_command(run: Path | None, state: Path | None) -> str:
    """The command that shows this run, wherever it is kept."""
    if run is not None:
        return f"delibctl diff {quote(str(run))}"
    return f"delibctl diff --state {quote(str(state))}" if state else "delibctl diff"


def _open(
    path: Path | None, cases: list[Path] | None, settings: Settings
) -> tuple[Policy, tuple[Case, ...]]:
    if path is None:
        path, cases = settings.policy_path, cases or settings.case_paths
    return open_one(path, _files(path, settings.root), cases)


def _files(path: Path, root: Path) -> LocalFiles:
    """Files named from the root, so that a run is the same from every folder of a repository."""
    whole = path.resolve()
    if whole.is_relative_to(root):
        return LocalFiles(root)
    return LocalFiles(whole if whole.is_dir() else whole.parent)


def _selected(known: tuple[Case, ...], selection: Selection) -> tuple[Case, ...]:
    """The cases to ask; a DelibctlError if there are none."""
    asked = [case for case in known if case.status is not Status.RETIRED]
    selected = select(asked, selection, lambda case: case)
    if not selected and selection.only is not None:
        raise NoVerdict(
            "no case is left by --wrong or --changed", next="leave them out to ask all cases"
        )
    if not selected:
        raise DelibctlError(
            f"no cases to ask (of {len(known)})",
            next="loosen the filters" if known else "add cases.yaml beside the policy",
        )
    return tuple(selected)
