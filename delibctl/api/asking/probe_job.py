"""A probe that is ready to run: a policy, its cases, a plan, and options for asking."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from delibctl.api.asking.default_mode import modes_of
from delibctl.api.asking.options import (
    AskOptions,
    Parameters,
    PlanOptions,
    Reuse,
    Spending,
    Throughput,
)
from delibctl.api.asking.remaining import Pending
from delibctl.api.asking.template import pinned_template
from delibctl.api.cases.filters import Filters, newest_run, select_cases
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.policies.load import open_with_notes, policy_and_cases
from delibctl.api.workspace import Workspace
from delibctl.cases import Selection, select
from delibctl.deliberate import Prompter
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.real_path import real_path
from delibctl.edge.providers.access.routes import with_wire
from delibctl.edge.run_file.plan_key import plan_key
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError, NoVerdict
from delibctl.judge.patterns import observe
from delibctl.model import Case, Judge, Mode, Plan, Policy, Run, RunInfo, Status, TrialKey
from delibctl.policy import on_one_line_in_prompts
from delibctl.run.leaks import Leaks
from delibctl.run.meter import Meter
from delibctl.run.trial import TrialRunner
from delibctl.run.trial_keys import planned_trials
from delibctl.text.count import counted, listed


@dataclass(frozen=True, kw_only=True)
class ProbeOptions:
    """The options of a probe; the configuration has the rest.

    `policy` and `cases` are paths; `models` are names of the configuration or of LiteLLM.
    `trained_on`: the manifest of the files that they were trained on.
    """

    policy: Path | None = None
    models: Sequence[str] = ()
    cases: Sequence[Path] | None = None
    plan: PlanOptions = field(default_factory=PlanOptions)
    throughput: Throughput = field(default_factory=Throughput)
    parameters: Parameters = field(default_factory=Parameters)
    judging: JudgeOptions = field(default_factory=JudgeOptions)
    reuse: Reuse = field(default_factory=Reuse)
    spending: Spending = field(default_factory=Spending)
    filters: Filters = field(default_factory=Filters)
    trained_on: Path | None = None

    def files(self, workspace: Workspace) -> tuple[Path, list[Path] | None]:
        """Return the policy, and the case files that are read instead of its own."""
        return workspace.policy_and_cases(self.policy, self.cases)


@dataclass(frozen=True, kw_only=True)
class ProbeJob:
    """A plan with its policy and cases, and the options for asking.

    The judge `patterns` classifies every answer; judges that are models vote after all trials.
    `notes`: sentences about what is beside the policy and is not asked or was not read.
    `mode_reason`: why the modes are other than usual or to be doubted; empty if they are not.
    """

    workspace: Workspace
    policy: Policy
    folder: Path
    cases: tuple[Case, ...]
    unselected: tuple[str, ...]
    filters: str
    plan: Plan
    asking: AskOptions
    mode_reason: str = ""
    judges: tuple[Judge, ...] = ()
    meter: Meter = field(default_factory=Meter)
    notes: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """The key of the plan: runs with the same key continue each other."""
        return plan_key(self.policy, self.cases, self.plan)

    @cached_property
    def case_of(self) -> dict[TrialKey, Case]:
        """The case of each trial."""
        return dict(self.trials)

    @cached_property
    def trials(self) -> Pending:
        """Every trial with its case, in the order in which they are asked."""
        return list(planned_trials(self.plan, self.cases))

    @cached_property
    def trial_runner(self) -> TrialRunner:
        """The runner of the trials."""
        return TrialRunner(
            prompter=Prompter(self.policy, self.plan.template), observe=observe, leaks=Leaks()
        )

    def run(self, info: RunInfo) -> Run:
        """Return the run without its trials."""
        return Run(
            info=info,
            policy=self.policy,
            cases=self.cases,
            plan=self.plan,
            unselected=self.unselected,
            filters=self.filters,
            mode_reason=self.mode_reason,
        )


def probe_job(
    workspace: Workspace,
    options: ProbeOptions,
    newest: Callable[[Workspace, Policy], Run] = newest_run,
) -> ProbeJob:
    """Load the policy and the cases of a probe; `newest` loads the run for the filter `wrong`.

    Raises DelibctlError if the policy is invalid or no case is selected.
    """
    start, case_files = options.files(workspace)
    bundle, notes = open_with_notes(start, _files(workspace, start), case_files)
    policy, cases = policy_and_cases(workspace, bundle)
    last = partial(newest, workspace, policy)
    selection = select_cases(workspace, options.filters, policy, cases, start, last)
    selected = _selected(cases, selection, notes)
    selected_ids = {case.id for case in selected}
    training: tuple[str, ...] = ()
    if options.trained_on is not None:
        # Few probes are of a trained model, and prompts take a while to compare.
        from delibctl.api.asking.trained_cases import marked

        selected, training = marked(selected, policy, workspace.path(options.trained_on))
    modes, mode_reason = modes_of(options.plan.modes, cases, policy)
    return ProbeJob(
        workspace=workspace,
        policy=policy,
        folder=start if start.is_dir() else start.parent,
        cases=selected,
        unselected=tuple(sorted({case.id for case in cases} - selected_ids)),
        filters=options.filters.text(),
        plan=_plan(workspace.settings, options, modes),
        mode_reason=mode_reason,
        asking=AskOptions.of(workspace, options.spending, options.throughput, options.reuse),
        judges=options.judging.chosen(workspace.settings),
        notes=(*notes, *training, *_reshaped(policy), *([mode_reason] if mode_reason else ())),
    )


def _reshaped(policy: Policy) -> Iterator[str]:
    """Yield a sentence about the clauses that models do not see as they are written."""
    if ids := on_one_line_in_prompts(policy):
        yield (
            f"{counted(len(ids), 'clause')} shown on one line, as the text looks like a part of "
            f"the prompt (SEC704): {listed(ids)}; answers of earlier versions are asked again"
        )


def _plan(settings: Settings, options: ProbeOptions, modes: tuple[Mode, ...]) -> Plan:
    names = dict.fromkeys(options.models or settings.model)
    # Without a sample, the seed is sent to the models.
    seed = options.filters.seed if options.filters.sample is None else None
    return Plan(
        models=tuple(
            map(with_wire, options.parameters.variants(map(settings.model_spec, names), seed))
        ),
        modes=modes,
        repeats=options.plan.repeats or settings.repeats,
        template=pinned_template(settings),
    )


def _files(workspace: Workspace, start: Path) -> LocalFiles:
    """Return files named from the root, so that runs from any folder of it are the same."""
    absolute, root = real_path(start), workspace.settings.root
    if absolute.is_relative_to(root):
        return LocalFiles(root, workspace.folder)
    return LocalFiles(absolute if absolute.is_dir() else absolute.parent, workspace.folder)


def _selected(
    cases: tuple[Case, ...], selection: Selection, notes: tuple[str, ...]
) -> tuple[Case, ...]:
    """Return the cases to ask. Raises DelibctlError, with the first note, if there are none."""
    askable = [case for case in cases if case.status is not Status.RETIRED]
    selected = select(askable, selection, lambda case: case)
    if not selected and selection.only is not None:
        raise NoVerdict(
            "no case has changed, or missed in the newest run",
            next="leave out that filter to ask all cases",
            usage="leave out --wrong and --changed to ask all cases",
        )
    if not selected:
        raise DelibctlError(
            f"no cases to ask (of {len(cases)})" + (f"; {notes[0]}" if notes else ""),
            next="loosen the filters" if cases else "add cases.yaml beside the policy",
        )
    return tuple(selected)
