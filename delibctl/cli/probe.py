"""`delibctl probe`."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.cases import select
from delibctl.cli import options
from delibctl.cli.opening import open_one
from delibctl.cli.probing import Probing
from delibctl.deliberate import TEMPLATES
from delibctl.edge.files import LocalFiles
from delibctl.edge.provider import Retries
from delibctl.edge.runs import State
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case, Mode, ModelSpec, Plan, Policy, Status

EXAMPLE = "Example: delibctl probe policy.yaml --model openai/gpt-4o --model baseline --repeats 3"


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How every model is asked, whatever the configuration says of it."""

    temperature: Annotated[
        float | None, typer.Option(min=0, metavar="X", help="Sampling temperature.")
    ] = None
    max_tokens: Annotated[int | None, typer.Option(min=1, metavar="N", help="Longest reply.")] = (
        None
    )
    timeout: Annotated[
        float | None, typer.Option(min=1, metavar="SECONDS", help="Seconds for each try.")
    ] = None

    def over(self, spec: ModelSpec) -> ModelSpec:
        """The model with what was given in place of what was configured."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return replace(spec, **given)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """In which modes and how often each case is asked, and how many at once."""

    mode: Annotated[
        list[Mode] | None,
        typer.Option(
            metavar="MODE",
            help="How the policy is shown: category, full, recall or none; may be repeated.",
            show_default="category",
        ),
    ] = None
    repeats: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask each case so often.")
    ] = None
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=512, metavar="N", help="At most so many questions at once."),
    ] = None


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
    filters: options.Filters,
    max_broken: options.MaxBroken = None,
    state: options.StateOption = None,
) -> ExitCode:
    """Ask models every case with the policy before them.

    What they cite and answer is kept in a run. The same command goes on with a run that was
    interrupted. An unchanged question is never asked of the same model twice.
    """
    if judge != "patterns":
        raise DelibctlError(f"no judge {judge!r}", next="--judge patterns is the one there is")
    settings = load_settings(Path.cwd())
    policy, known = _open(path, cases, settings)
    names = dict.fromkeys(model or settings.model)
    models = tuple(parameters.over(settings.model_spec(name)) for name in names)
    start = path or settings.policy_path
    probing = Probing(
        policy=policy,
        folder=start if start.is_dir() else start.parent,
        cases=_selected(policy, known, filters),
        plan=Plan(
            models=models,
            modes=tuple(dict.fromkeys(asking.mode or (Mode.CATEGORY,))),
            repeats=asking.repeats or settings.repeats,
            judge=judge,
            template=TEMPLATES[0],
        ),
        state=State(state or settings.root / ".delibctl"),
        concurrency=asking.concurrency or settings.concurrency,
        max_broken=settings.max_broken if max_broken is None else max_broken,
        retries=Retries(attempts=settings.attempts, base=settings.retry_wait),
    )
    return probing.run(run, _diff_command(run, state))


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


def _selected(
    policy: Policy, known: tuple[Case, ...], filters: options.Filters
) -> tuple[Case, ...]:
    """The cases to ask; a DelibctlError if there are none."""
    asked = [case for case in known if case.status is not Status.RETIRED]
    selected = select(asked, filters.selection(policy, known), lambda case: case)
    if not selected:
        raise DelibctlError(
            f"no cases to ask (of {len(known)})",
            next="loosen the filters" if known else "add cases.yaml beside the policy",
        )
    return tuple(selected)
