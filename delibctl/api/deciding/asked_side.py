"""One of two runs as it can be asked again: its own policy, cases, models and reply format."""

from dataclasses import dataclass, replace
from functools import cached_property

from delibctl.api.asking.probe_job import ProbeJob
from delibctl.compare.runs.fresh_repeats import first_fresh_repeat
from delibctl.deliberate import Prompter
from delibctl.edge.providers.access.routes import with_wire
from delibctl.edge.run_file.fresh_trials import Side
from delibctl.errors import DelibctlError
from delibctl.judge.patterns import observe
from delibctl.model import ANSWER_FIELDS, Case, ModelSpec, Plan, Run, TrialKey
from delibctl.run.leaks import Leaks
from delibctl.run.trial import TrialRunner


@dataclass(frozen=True, kw_only=True)
class AskedSide:
    """A run without its trials; its plan has the models as they are reached today."""

    run: Run

    @property
    def plan(self) -> Plan:
        """The plan of the run."""
        return self.run.plan

    @cached_property
    def trial_runner(self) -> TrialRunner:
        """The runner of its trials, under its own policy."""
        prompter = Prompter(self.run.policy, self.plan.template)
        return TrialRunner(prompter=prompter, observe=observe, leaks=Leaks())

    def pending(self, key: TrialKey) -> tuple[TrialKey, Case]:
        """Return a trial with its case."""
        return key, self.run.cases_by_id[key.case]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Both runs. Fresh repeats of either count on from the trials that either has."""

    before: AskedSide
    after: AskedSide

    def __getitem__(self, side: Side) -> AskedSide:
        return self.before if side == "before" else self.after

    @property
    def first_repeat(self) -> int:
        """The number of the first fresh repeat."""
        return first_fresh_repeat(self.before.plan, self.after.plan)

    @cached_property
    def joint_plan(self) -> Plan:
        """A plan with the models of both runs, each under a name of its own."""
        former = [
            replace(model, alias=self.asked_as("before", model.alias))
            for model in self.before.plan.models
            if self.asked_as("before", model.alias) != model.alias
        ]
        return replace(self.after.plan, models=(*self.after.plan.models, *former))

    def asked_as(self, side: Side, alias: str) -> str:
        """Return the name in the joint plan of a model of one run."""
        changed = side == "before" and self._model("before", alias) != self._model("after", alias)
        return f"{alias} (before)" if changed else alias

    def _model(self, side: Side, alias: str) -> ModelSpec:
        return next(model for model in self[side].plan.models if model.alias == alias)


def sides_of(job: ProbeJob, before: Run) -> Sides:
    """Return both runs of a decision; the earlier one with the models that the probe has."""
    current = {model.alias: model for model in job.plan.models}
    models = tuple(
        _as_reached(model, current[model.alias])
        for model in before.plan.models
        if model.alias in current
    )
    return Sides(
        before=AskedSide(run=replace(before, plan=replace(before.plan, models=models), trials=())),
        after=AskedSide(run=job.run(before.info)),
    )


def _as_reached(stored: ModelSpec, current: ModelSpec) -> ModelSpec:
    """Return a stored model with the key, limits and prices that it has today.

    Whoever wrote the run file chose its address: only one that the configuration names as well is
    asked, and a variable that it names is not read. Raises DelibctlError at another address.
    """
    if stored.api_base is not None and stored.api_base != current.api_base:
        raise DelibctlError(
            f"the earlier run asked {stored.alias!r} at {stored.api_base}, which is not the "
            "address of that model today",
            next=f"set api_base of [models.{stored.alias}] to that address if you trust it, or "
            "probe the former policy at the present one",
        )
    answering = {name: getattr(stored, name) for name in ANSWER_FIELDS}
    if stored.name == current.name:
        return replace(current, **answering)
    return with_wire(ModelSpec(alias=stored.alias, timeout=current.timeout, **answering))
