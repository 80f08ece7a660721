"""Ask models: a probe, or one prompt."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.asking.ask_one import OnePrompt, Showing, ask_one
from delibctl.api.asking.options import Parameters, PlanOptions, Reuse, Spending, Throughput
from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeOptions, probe_job
from delibctl.api.asking.template import pinned_template
from delibctl.api.cases.filters import Filters
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.judging.probe_judges import run_judged_probe
from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.edge.cancellation import Cancellation
from delibctl.errors import DelibctlError, Interrupted, NoAnswer
from delibctl.library.arguments import (
    check_limits,
    check_text,
    choice,
    filters_of,
    names,
    optional_path,
    parameters_of,
    paths,
)
from delibctl.library.process import open_workspace
from delibctl.library.threads import as_coroutine, completed
from delibctl.model import Broken, Mode, Sight
from delibctl.report.one_prompt.result import PromptResult
from delibctl.run.circuit_breaker import advice


def probe(
    policy: str | Path | None = None,
    *,
    models: str | Sequence[str] = (),
    cases: str | Path | Sequence[str | Path] = (),
    modes: str | Sequence[str] = (),
    repeats: int | None = None,
    filters: Filters | None = None,
    parameters: Parameters | None = None,
    judges: str | Sequence[str] = (),
    judge_runs: int = 1,
    judge_sees: Sight | str = Sight.REWARD,
    blind: bool = False,
    max_cost: float | None = None,
    max_time: str | None = None,
    spend: bool = False,
    refresh: bool = False,
    replay: bool = False,
    concurrency: int | None = None,
    workers: int = 1,
    run: str | Path | None = None,
    trained_on: str | Path | None = None,
    workspace: Workspace | None = None,
    listener: Listener | None = None,
) -> EndedProbe:
    """Ask models every case with the policy before them, and score what they cite and answer.

    An unfinished run with the same plan is continued, and an unchanged question is never asked of
    the same model twice. Works where an event loop is running, as in a notebook.

    Args:
        policy: the policy file or its folder; the configured one unless given.
        models: names of the configuration or of LiteLLM, or `baseline`; as configured unless given.
        cases: case files to read instead of the policy's own.
        modes: category, full, recall or none. Unless given it is category, or full where the
            category of every case tells its answer.
        repeats: how many times to ask each case.
        filters: which cases to ask; all unless given.
        parameters: parameters of every model, in place of those that are configured.
        judges: `patterns`, `fitted` or models that judge; `patterns` unless given.
        judge_runs: how often a model scores each answer; the lowest score counts.
        judge_sees: reward (the answer only) or filter (the reasoning too).
        blind: do not show judges the expected outcome.
        max_cost: the budget in US dollars.
        max_time: the time after which to stop, like 90s, 10m or 2h.
        spend: agree to any price beforehand; else the listener is asked where there is no budget.
        refresh: ask again, also what has a cached answer.
        replay: use cached answers only.
        concurrency: at most how many questions at once to each provider.
        workers: how many processes ask.
        run: the run file; a new one in the workspace's state folder unless given.
        trained_on: the manifest of the files that the model was trained on; those cases, and
            nearly the same prompts, count in no figure.
        workspace: the working folder's unless given.
        listener: told what happens; nobody unless given.

    Returns:
        The probe: its scores, its run file, and the limit that stopped it, if any.

    Raises:
        DelibctlError: nothing can be asked, or nobody agrees to the price.
        Interrupted: Ctrl-C; the trials that had ended are stored.
    """
    check_limits(
        repeats=repeats,
        judge_runs=judge_runs,
        max_cost=max_cost,
        max_time=max_time,
        concurrency=concurrency,
        workers=workers,
    )
    options = ProbeOptions(
        policy=optional_path(policy),
        models=names(models),
        cases=paths(cases),
        plan=PlanOptions(
            modes=tuple(choice(Mode, mode, "mode") for mode in names(modes)), repeats=repeats
        ),
        throughput=Throughput(concurrency=concurrency, workers=workers),
        parameters=parameters_of(parameters),
        judging=JudgeOptions(
            judges=names(judges),
            judge_runs=judge_runs,
            judge_sees=choice(Sight, judge_sees, "form for judges"),
            blind=blind,
        ),
        reuse=Reuse(refresh=refresh, replay=replay),
        spending=Spending(max_cost=max_cost, max_time=max_time, yes=spend),
        filters=filters_of(filters),
        trained_on=optional_path(trained_on),
    )
    opened = workspace or open_workspace()
    path = None if run is None else opened.path(run)

    def workflow(cancellation: Cancellation) -> EndedProbe:
        job = probe_job(opened, options)
        job = replace(job, asking=replace(job.asking, guard=cancellation.guard))
        return (run_judged_probe if job.judges else run_probe)(job, listener or Listener(), path)

    return completed(workflow)


#: `probe` as a coroutine: the caller's event loop goes on meanwhile. Raises what `probe` raises;
#: and if the task is cancelled an error that is both a DelibctlError and a CancelledError.
aprobe = as_coroutine(probe)


def ask(
    prompt: str,
    policy: str | Path | None = None,
    *,
    model: str | None = None,
    mode: Mode | str | None = None,
    categories: str | Sequence[str] = (),
    refresh: bool = False,
    workspace: Workspace | None = None,
    listener: Listener | None = None,
) -> PromptResult:
    """Ask one model one prompt under the policy, and check the clauses that it cites.

    It is not recorded in any run. An unchanged question is not asked twice. Works where an event
    loop is running, as in a notebook.

    Args:
        prompt: what a user would ask.
        policy: the policy file or its folder; the configured one unless given.
        model: a name of the configuration or of LiteLLM, or `baseline`; the first configured one
            unless given.
        mode: category, full, recall or none; recall unless given, category for the baseline.
        categories: the categories that mode category shows; the baseline's guess unless given.
        refresh: ask again, even if there is a cached answer.
        workspace: the working folder's unless given.
        listener: told what happens; nobody unless given.

    Returns:
        The answer with its citations, each held against the policy.

    Raises:
        DelibctlError: the model cannot be asked.
        NoAnswer: there was no usable reply.
        Interrupted: Ctrl-C.
    """
    check_text("prompt", prompt)
    check_text("model", model)
    opened = workspace or open_workspace()
    start, case_files = opened.policy_and_cases(optional_path(policy), None)
    spec = opened.settings.model_spec(model or opened.settings.model[0])
    showing = Showing(
        mode=None if mode is None else choice(Mode, mode, "mode"), category=names(categories)
    )
    shown_in = showing.mode_for(spec)
    if not prompt.strip():
        raise DelibctlError("the prompt is empty", next="give it a text")

    def workflow(cancellation: Cancellation) -> PromptResult:
        loaded, _ = open_one(opened, start, case_files)
        shown = showing.categories(shown_in, loaded, prompt)
        one = OnePrompt(
            policy=loaded,
            prompt=prompt.strip(),
            model=spec,
            mode=shown_in,
            categories=shown,
            template=pinned_template(opened.settings),
        )
        told, guard = listener or Listener(), cancellation.guard
        try:
            trial, failure = ask_one(opened, one, told, refresh=refresh, guard=guard)
        except KeyboardInterrupt:
            raise Interrupted("interrupted: no answer", next="ask again") from None
        if isinstance(trial.trial.result, Broken):
            raise NoAnswer(
                f"{trial.trial.result.kind}: {trial.trial.result.message}",
                next=advice(failure) if failure else "refresh asks again",
            )
        guessed = bool(shown) and not categories
        return PromptResult(policy=loaded, model=spec, trial=trial, guessed=guessed)

    return completed(workflow)
