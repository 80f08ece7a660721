"""Two runs of one policy, compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.fresh_repeats import FreshRepeats
from delibctl.compare.runs.paired_case import PairedCase
from delibctl.model import Mode, ModelSpec, Run
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class RunSide:
    """One model in one of the two runs.

    `figures` are over the trials that count in the cases of both runs, by the key of a headline
    metric. `unusable`: broken trials and unreadable verdicts, of all that were asked. `not_asked`:
    the trials that the run planned and did not ask. `served` and `fingerprints`: what answered, as
    the provider names the model and its system; empty where it does not.
    """

    model: ModelSpec
    figures: Mapping[str, Share]
    unusable: Share
    not_asked: int = 0
    served: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ModelComparison:
    """One model in one mode, before and after.

    `name` has the mode where the runs have several. `changes` are those that are not the same, in
    the order of the cases; `counts` has every case by its kind, but for the relabelled. `untouched`
    cases were asked the same question, and the same stored answers answered it. `labels_changed`
    are the cases whose expectation changed although no clause that they name did, and of them
    `pass_by_label` are right only because of that. `settings` are the fields of the model that
    differ between the runs.
    """

    name: str
    mode: Mode
    before: RunSide
    after: RunSide
    changes: tuple[CaseChange, ...] = ()
    counts: Mapping[ChangeKind, int] = field(default_factory=dict)
    untouched: int = 0
    labels_changed: tuple[CaseChange, ...] = ()
    pass_by_label: int = 0
    settings: tuple[str, ...] = ()
    paired: tuple[PairedCase, ...] = ()

    @property
    def unseen_critical(self) -> tuple[str, ...]:
        """The critical cases that count and whose answers cannot be compared."""
        return self._critical(ChangeKind.INCOMPARABLE)

    @property
    def gone_critical(self) -> tuple[str, ...]:
        """The critical cases that counted and that the newer run does not have, nor retired."""
        return self._critical(ChangeKind.VANISHED)

    def _critical(self, kind: ChangeKind) -> tuple[str, ...]:
        chosen = (change for change in self.changes if change.kind is kind and change.critical)
        return tuple(change.case for change in chosen if not change.set_aside)

    @property
    def other_model(self) -> bool:
        """True if another model answered than before."""
        one, other = self.before.served, self.after.served
        return "name" in self.settings or bool(one and other and one != other)

    @property
    def alias(self) -> str:
        """The alias of the model, by which both runs name it."""
        return self.after.model.alias


@dataclass(frozen=True, kw_only=True)
class RunComparison:
    """Two runs of one policy, compared case by case.

    `before` and `after` are the runs without their trials. `notes` are sentences about what was
    compared otherwise than stored, or not at all. `policy_changes` counts the changes of the policy
    between the runs. `partly`: filters left cases out. `edited`: the clauses of the newer policy
    that changed; where filters left cases out, only those of compared cases. `fresh`: the repeats
    that decided the gates on these two runs; None if nobody tried to decide them.
    """

    before: Run
    after: Run
    models: tuple[ModelComparison, ...]
    notes: tuple[str, ...] = ()
    policy_changes: int = 0
    partly: bool = False
    edited: tuple[str, ...] = ()
    fresh: FreshRepeats | None = None

    @property
    def pairs(self) -> dict[str, tuple[PairedCase, ...]]:
        """The cases of both runs that count, of each model by its name."""
        return {model.name: model.paired for model in self.models}

    @property
    def unseen_critical(self) -> dict[str, tuple[str, ...]]:
        """The critical cases whose answers cannot be compared, of each model by its name."""
        return {model.name: model.unseen_critical for model in self.models}

    @property
    def gone_critical(self) -> dict[str, tuple[str, ...]]:
        """The critical cases that only the older run has, of each model by its name."""
        return {model.name: model.gone_critical for model in self.models}

    @property
    def finished(self) -> bool:
        """True if both runs are finished; else only what was asked is compared."""
        return self.before.info.finished and self.after.info.finished

    @property
    def same(self) -> bool:
        """True if nothing differs that a gate on changes could look at: policy, case or answer.

        An edit of the policy that reached no case is a difference, and so are runs in which no case
        could be held against its former answer.
        """
        paired = [case for model in self.models for case in model.paired]
        touched = any(case.affected for case in paired)
        return bool(paired) and not (touched or self.policy_changes or self.changed)

    @property
    def changed(self) -> bool:
        """True if any case of any model is not the same."""
        return any(model.changes or model.labels_changed for model in self.models)
