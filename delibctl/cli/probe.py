"""`delibctl probe`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.cases import select
from delibctl.cli import options
from delibctl.cli.opening import open_one
from delibctl.cli.probing import Probing
from delibctl.deliberate import TEMPLATE
from delibctl.edge.files import LocalFiles
from delibctl.edge.provider import Retries
from delibctl.edge.runs import State
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case, ModelSpec, Plan, Policy, Status

EXAMPLE = "Example: delibctl probe policy.yaml --model openai/gpt-4o --model baseline --repeats 3"


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
    cases: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Case files, instead of the policy's own."),
    ] = None,
    repeats: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask each case so often.")
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The run file.", show_default="a new one in --state"),
    ] = None,
    judge: Annotated[
        str, typer.Option(metavar="JUDGE", help="Who observes the outcome: patterns.")
    ] = "patterns",
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=512, metavar="N", help="At most so many questions at once."),
    ] = None,
    temperature: Annotated[
        float | None, typer.Option(min=0, metavar="X", help="Sampling temperature.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Longest reply.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=1, metavar="SECONDS", help="Seconds for each try.")
    ] = None,
    category: options.Category = None,
    clause: options.Clause = None,
    kind: options.KindOption = None,
    case: options.CaseOption = None,
    lang: options.Lang = None,
    sample: options.Sample = None,
    seed: options.Seed = 0,
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
    chosen = options.selection(category, clause, kind, case, lang, sample, seed)
    options.check(chosen, policy, known)
    selected = select((c for c in known if c.status is not Status.RETIRED), chosen, lambda c: c)
    if not selected:
        raise DelibctlError(
            f"no cases to ask (of {len(known)})",
            next="loosen the filters" if known else "add cases.yaml beside the policy",
        )
    plan = Plan(
        models=_models(model or settings.model, settings, temperature, max_tokens, timeout),
        repeats=repeats or settings.repeats,
        judge=judge,
        template=TEMPLATE,
    )
    start = path or settings.policy_path
    probing = Probing(
        policy=policy,
        folder=start if start.is_dir() else start.parent,
        cases=tuple(selected),
        plan=plan,
        state=State(state or settings.root / ".delibctl"),
        concurrency=concurrency or settings.concurrency,
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


def _models(
    names: Iterable[str],
    settings: Settings,
    temperature: float | None,
    max_tokens: int | None,
    timeout: float | None,
) -> tuple[ModelSpec, ...]:
    """The models asked for; a flag wins over the configuration."""
    specs = (settings.model_spec(name) for name in dict.fromkeys(names))
    return tuple(
        replace(
            spec,
            temperature=spec.temperature if temperature is None else temperature,
            max_tokens=max_tokens or spec.max_tokens,
            timeout=timeout or spec.timeout,
        )
        for spec in specs
    )
