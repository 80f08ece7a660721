"""A run: all trials of one probe."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from delibctl.model.case import Case
from delibctl.model.deliberation import Deliberation, Observation
from delibctl.model.exchange import Exchange, Usage
from delibctl.model.model_spec import ModelSpec
from delibctl.model.policy import Policy
from delibctl.model.verdict import Judge, Verdict


class Mode(StrEnum):
    """The mode: how policy text reaches the model.

    `category`: the full text of the case's categories. `full`: the whole policy. `recall`: an
    index, then the text of the clauses that the model asks for. `none`: the conversation alone.
    """

    CATEGORY = "category"
    FULL = "full"
    RECALL = "recall"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, order=True, slots=True)
class TrialKey:
    """The key of a trial, unique within its run. `repeat` counts from 1."""

    case: str
    model: str
    mode: Mode = Mode.CATEGORY
    repeat: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliberated:
    """The result of a trial that got an answer: the parsed reply, and the observed outcome."""

    deliberation: Deliberation
    observation: Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """The result of a trial without a usable reply: it is broken.

    `kind` is the value of a FailureKind, `empty` or `unparseable`. `attempts` counts the requests
    of the question that got no reply; 0 if each got one. `usage` is that of empty replies to that
    question, which are part of no exchange.
    """

    kind: str
    message: str
    attempts: int = 0
    usage: Usage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAskable:
    """The result of a trial whose prompt cannot hold an expected clause, so nothing was asked."""

    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One case, asked once of one model in one mode, with its result.

    `leaked`: the prompt of the case is part of the policy text that the model was shown.
    `verdicts` are those of models that judge, in the order of judges and runs.
    """

    key: TrialKey
    result: Deliberated | Broken | NotAskable
    exchanges: tuple[Exchange, ...] = ()
    leaked: bool = False
    verdicts: tuple[Verdict, ...] = ()

    def without_texts(self) -> "Trial":
        """Return the trial without messages and long texts; figures need no more."""
        result = self.result
        if isinstance(result, Deliberated):
            deliberation = result.deliberation.without_texts()
            result = Deliberated(deliberation=deliberation, observation=result.observation)
        return self.with_result(result)

    def with_result(self, result: Deliberated | Broken | NotAskable) -> "Trial":
        """Return the trial with that result, without messages and long texts."""
        return Trial(
            key=self.key,
            result=result,
            exchanges=tuple([exchange.without_texts() for exchange in self.exchanges]),
            leaked=self.leaked,
            verdicts=tuple([replace(verdict, raw="") for verdict in self.verdicts]),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The plan of a run: models × modes × repeats, with judge and template.

    Runs with equal plans can resume each other.
    """

    models: tuple[ModelSpec, ...]
    modes: tuple[Mode, ...] = (Mode.CATEGORY,)
    repeats: int = 1
    judge: str = "patterns"
    template: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RunInfo:
    """The origin of a run: time, versions and commit.

    `started` is UTC, in ISO 8601. `commit` is empty outside git. `refresh`: every question was
    asked anew, without cached answers. `accepted`: it is made of accepted rows, without prompts and
    answers. `policy_known` is False if nobody has the policy of these rows, but for its clauses.
    `stale` are the cases that were reworded since their rows were accepted.
    """

    started: str
    delibctl: str
    python: str
    litellm: str = ""
    commit: str = ""
    finished: bool = False
    refresh: bool = False
    accepted: bool = False
    policy_known: bool = True
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """A whole run: everything that `diff` and `explain` need, and nothing else.

    `unselected` are the ids of the cases that `filters` left out. `mode_reason`: why the modes are
    other than usual or to be doubted, if they are. Without `judges`, the judge
    `patterns` observes the outcomes.
    """

    info: RunInfo
    policy: Policy
    cases: tuple[Case, ...]
    plan: Plan
    trials: tuple[Trial, ...] = ()
    unselected: tuple[str, ...] = ()
    filters: str = ""
    mode_reason: str = ""
    judges: tuple[Judge, ...] = ()

    @cached_property
    def cases_by_id(self) -> dict[str, Case]:
        """The cases of the run by their ids."""
        return {case.id: case for case in self.cases}
