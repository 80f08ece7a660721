"""The options for a model's opinion on changes."""

from dataclasses import dataclass, field

from delibctl.api.asking.options import AskOptions, Reuse, Spending, Throughput
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.workspace import Workspace
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.model import ModelSpec


@dataclass(frozen=True, kw_only=True)
class OpinionModel:
    """The model that gives an opinion on changes, its votes on each, and the template."""

    model: ModelSpec
    votes: int = 1
    template: int = 1


@dataclass(frozen=True, kw_only=True)
class OpinionOptions:
    """The model that gives an opinion, its votes, and the way it is asked."""

    judging: JudgeOptions = field(default_factory=JudgeOptions)
    spending: Spending = field(default_factory=Spending)
    throughput: Throughput = field(default_factory=Throughput)
    reuse: Reuse = field(default_factory=Reuse)

    def chosen(self, settings: Settings) -> OpinionModel | None:
        """Return the model; None without any option.

        Raises DelibctlError if the named one is no language model, or options have no model.
        """
        names = tuple(dict.fromkeys(self.judging.judges))
        if not names:
            if self != OpinionOptions():
                raise DelibctlError(
                    "votes and limits on spending need a model that gives an opinion",
                    next="name a model as the judge",
                    usage="add --judge MODEL, or leave out the options for asking",
                )
            return None
        if len(names) > 1:
            raise DelibctlError(
                f"{len(names)} judges are named, but one model gives an opinion on changes",
                next="name one model",
            )
        if built_in := {PATTERNS, FITTED} & set(names):
            raise DelibctlError(
                f"`{min(built_in)}` classifies answers; it has no opinion on changes of a policy",
                next="name a language model as the judge",
            )
        (judge,) = self.judging.chosen(settings)
        assert judge.model is not None
        return OpinionModel(model=judge.model, votes=judge.runs, template=judge.template)

    def asking(self, workspace: Workspace) -> AskOptions:
        """Return the way to ask, with the defaults of the configuration."""
        return AskOptions.of(workspace, self.spending, self.throughput, self.reuse)
