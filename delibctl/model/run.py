"""A run: every trial of one probe."""

from dataclasses import dataclass, replace
from enum import StrEnum

from delibctl.model.case import Case
from delibctl.model.deliberation import Deliberation, Observation
from delibctl.model.exchange import Exchange, Usage
from delibctl.model.model_spec import ModelSpec
from delibctl.model.policy import Policy
from delibctl.model.verdict import Judge, Verdict


class Mode(StrEnum):
    """How policy text reaches the model.

    `category`: the full text of the case's categories. `full`: the whole policy. `recall`: an
    index, then the text of the clauses that the model asks for. `none`: the conversation alone.
    """

    CATEGORY = "category"
    FULL = "full"
    RECALL = "recall"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, order=True, slots=True)
class TrialKey:
    """What tells one trial of a run from another. `repeat` counts from 1."""

    case: str
    model: str
    mode: Mode = Mode.CATEGORY
    repeat: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliberated:
    """A reply that was parsed and judged."""

    deliberation: Deliberation
    observation: Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """No usable reply. `kind` is the value of a FailureKind, `empty` or `unparseable`.

    `attempts` is the number of requests of the question that got no reply; 0 if each got one.
    `usage`: of empty replies to that question, which stand in no exchange.
    """

    kind: str
    message: str
    attempts: int = 0
    usage: Usage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAskable:
    """The prompt could not hold an expected clause, so nothing was asked."""

    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One case asked once of one model. `leaked`: its text stood in what the model was shown.

    `verdicts`: of models that judge, in the order of judges and runs.
    """

    key: TrialKey
    result: Deliberated | Broken | NotAskable
    exchanges: tuple[Exchange, ...] = ()
    leaked: bool = False
    verdicts: tuple[Verdict, ...] = ()

    def without_texts(self) -> "Trial":
        """What figures are made of: no message, and nothing that the model wrote at length."""
        result = self.result
        if isinstance(result, Deliberated):
            said = replace(result.deliberation, reasoning="", answer="")
            result = Deliberated(deliberation=said, observation=result.observation)
        replies = (replace(e.reply, text="", reasoning="") for e in self.exchanges)
        exchanges = tuple(Exchange(messages=(), reply=reply) for reply in replies)
        verdicts = tuple(replace(verdict, raw="") for verdict in self.verdicts)
        return Trial(
            key=self.key,
            result=result,
            exchanges=exchanges,
            leaked=self.leaked,
            verdicts=verdicts,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What decides which trials a run has and what they mean. Equal plans continue one another."""

    models: tuple[ModelSpec, ...]
    modes: tuple[Mode, ...] = (Mode.CATEGORY,)
    repeats: int = 1
    judge: str = "patterns"
    template: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RunInfo:
    """Where a run comes from. `started` is UTC, ISO 8601; `commit` is empty outside git.

    `refresh`: every question was to be asked again.
    """

    started: str
    delibctl: str
    python: str
    litellm: str = ""
    commit: str = ""
    finished: bool = False
    refresh: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A whole run: everything that `diff` and `explain` need, and nothing else.

    `unselected` are the ids of the policy's other cases, which `filters` left out. `judges` say
    what was observed; where there are none, the judge `patterns` does.
    """

    info: RunInfo
    policy: Policy
    cases: tuple[Case, ...]
    plan: Plan
    trials: tuple[Trial, ...] = ()
    unselected: tuple[str, ...] = ()
    filters: str = ""
    judges: tuple[Judge, ...] = ()
