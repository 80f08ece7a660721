"""Asking for a branch: the models, the budget and the cache are those of its base."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from delibctl.api.asking.options import AskOptions, Reuse, Spending
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.template import pinned_template
from delibctl.api.ci.base_answers import take_base_answers
from delibctl.api.ci.branch import Branch
from delibctl.api.listener import Listener
from delibctl.compare.policies import Tested
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.routes import with_wire
from delibctl.edge.providers.knowledge.prices import price_of
from delibctl.errors import DelibctlError
from delibctl.model import Case, Mode, ModelSpec, Plan
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class Asker:
    """How the models of a check are asked; the budget is one for all policies."""

    branch: Branch
    listener: Listener
    models: tuple[ModelSpec, ...]
    asking: AskOptions

    @classmethod
    def of(cls, branch: Branch, listener: Listener) -> "Asker":
        """Read models and budget from the configuration of the base."""
        settings = branch.workspace.settings
        names = dict.fromkeys(settings.ci.models or settings.model)
        spending = Spending(max_cost=settings.ci.max_cost)
        return cls(
            branch=branch,
            listener=listener,
            models=tuple(with_wire(settings.model_spec(name)) for name in names),
            asking=AskOptions.of(branch.workspace, spending),
        )

    @property
    def spent(self) -> float | None:
        """US dollars that were spent so far; None if nobody can tell.

        A budget counts them. Without one, only models that cost nothing or have no known price are
        asked.
        """
        if self.asking.budget:
            return self.asking.budget.spent
        known = all(model.is_baseline or price_of(model) for model in self.models)
        return 0.0 if known else None

    @cached_property
    def base_answers(self) -> int:
        """The answers of the base that were new to the cache; reading this adds them, once."""
        return take_base_answers(self.branch)

    def obstacle(self) -> tuple[str, str] | None:
        """Return why a model cannot be asked, and what to do; None if all can."""
        for model in self.models:
            if error := self.branch.workspace.settings.broken_models.get(model.alias):
                return _broken(model.alias, error)
            if model.is_baseline:
                continue
            try:
                check_model(model, self.branch.workspace.environment)
            except DelibctlError as refused:
                return f"{model.alias} cannot be asked: {refused.what}", refused.next
            price = price_of(model)
            if self.asking.budget and price is None:
                why = f"{model.alias} has no known price, which the budget max_cost needs"
                next = (
                    "in a pull request of its own, set input_price and output_price, in dollars "
                    f"per million tokens, in [models.{model.alias}] of the base, as the "
                    "configuration of the base judges this branch"
                )
                return why, next
            if self.asking.budget is None and price and (price.input or price.output):
                why = f"{model.alias} is paid, and the base sets no budget"
                return why, "set max_cost in [ci] of the base"
        return None

    def job(
        self,
        tested: Tested,
        cases: Sequence[Case],
        modes: Sequence[Mode],
        reuse: Reuse = Reuse(),  # noqa: B008 - frozen
        repeats: int | None = None,
    ) -> ProbeJob:
        """Return a probe of some cases of a policy, which was read through git."""
        workspace = self.branch.workspace
        ids = {case.id for case in cases}
        unselected = tuple(sorted(case.id for case in tested.cases if case.id not in ids))
        return ProbeJob(
            workspace=workspace,
            policy=tested.policy,
            folder=workspace.folder,
            cases=tuple(cases),
            unselected=unselected,
            filters=f"{counted(len(ids), 'case')} of a branch" if unselected else "",
            plan=Plan(
                models=self.models,
                modes=tuple(modes),
                repeats=repeats or workspace.settings.repeats,
                template=pinned_template(workspace.settings),
            ),
            asking=replace(self.asking, reuse=reuse),
        )


def _broken(alias: str, error: DelibctlError) -> tuple[str, str]:
    why = f"{alias} cannot be asked: {error.where}: {error.what}"
    next = (
        f"in a pull request of its own, mend [models.{alias}] of the base ({error.next}), as the "
        "configuration of the base judges this branch"
    )
    return why, next
