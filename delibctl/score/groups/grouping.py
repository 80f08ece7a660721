"""The trials of a run in groups, each with the figures of the whole run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from delibctl.model import Case, Kind, Outcome, Policy, Run, Severity
from delibctl.score.groups.clause_agreement import RunAgreement, run_agreement
from delibctl.score.scored_run import ScoredRun
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import Summary, summarise
from delibctl.stats.share import Share, wilson


class GroupBy(StrEnum):
    """What the trials of a group have in common."""

    MODEL = "model"
    LANG = "lang"
    KIND = "kind"
    MODE = "mode"
    CATEGORY = "category"
    OUTCOME = "outcome"
    SEVERITY = "severity"
    SPLIT = "split"


#: The group of cases that name no category, and of those that expect no clause with a severity.
NO_CATEGORY, NO_SEVERITY = "(no category)", "(no severity)"

_HIGHEST_FIRST = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True, kw_only=True)
class TrialGroup:
    """The trials of a group, in the order of the run, with their figures."""

    name: str
    trials: tuple[ScoredTrial, ...]
    summary: Summary

    @property
    def missed(self) -> Share:
        """The share of counted trials that miss."""
        return self.summary.figures["misses"]

    def interval(self, share: Share, confidence: float = 0.95) -> tuple[float, float] | None:
        """Return the Wilson interval of a figure, as if each case of the group counted once.

        Repeats, models and modes that answer the same case resemble each other.
        """
        if share.value is None:
            return None
        return wilson(share.value, share.total * self._cases_by_trial, confidence)

    @cached_property
    def _cases_by_trial(self) -> float:
        counted = [trial.case.id for trial in self.trials if trial.counted]
        return len(set(counted)) / len(counted)


@dataclass(frozen=True, kw_only=True)
class GroupedRun:
    """A run in groups. `whole` holds all trials.

    A trial is in one group, but by category in each that its case names.
    """

    scored: ScoredRun
    by: GroupBy
    groups: tuple[TrialGroup, ...]
    whole: TrialGroup

    @cached_property
    def in_several(self) -> int:
        """The number of counted trials that are in more than one group."""
        if self.by is not GroupBy.CATEGORY:
            return 0
        return sum(t.counted and len(set(t.case.categories)) > 1 for t in self.whole.trials)

    @cached_property
    def agreement(self) -> RunAgreement | None:
        """The agreement of models, by clause and in all; only by model."""
        return run_agreement(self.scored) if self.by is GroupBy.MODEL else None

    def others(self, group: TrialGroup) -> TrialGroup:
        """Return the trials outside of a group."""
        inside = set(map(id, group.trials))
        return _group("others", [t for t in self.whole.trials if id(t) not in inside])


def group_run(scored: ScoredRun, by: GroupBy) -> GroupedRun:
    """Return a scored run in groups; a model or mode without any trial is a group too."""
    by_name: dict[str, list[ScoredTrial]] = {name: [] for name in _planned(scored.run, by)}
    for trial in scored.trials:
        for name in _names(trial, by, scored.run.policy):
            by_name.setdefault(name, []).append(trial)
    order = _order(scored.run, by)
    return GroupedRun(
        scored=scored,
        by=by,
        groups=tuple(
            _group(name, by_name[name])
            for name in sorted(by_name, key=lambda name: (order.get(name, len(order)), name))
        ),
        whole=_group("all", scored.trials),
    )


def _group(name: str, trials: Sequence[ScoredTrial]) -> TrialGroup:
    return TrialGroup(name=name, trials=tuple(trials), summary=summarise(trials))


def _names(trial: ScoredTrial, by: GroupBy, policy: Policy) -> tuple[str, ...]:
    """Return the groups of a trial."""
    match by:
        case GroupBy.MODEL:
            return (trial.key.model,)
        case GroupBy.LANG:
            return (trial.case.lang,)
        case GroupBy.KIND:
            return (str(trial.case.kind),)
        case GroupBy.MODE:
            return (str(trial.key.mode),)
        case GroupBy.CATEGORY:
            return tuple(dict.fromkeys(trial.case.categories)) or (NO_CATEGORY,)
        case GroupBy.OUTCOME:
            return (" or ".join(trial.right.outcomes),)
        case GroupBy.SEVERITY:
            return (_severity(trial.case, policy),)
        case GroupBy.SPLIT:
            return (str(trial.case.split),)


def _severity(case: Case, policy: Policy) -> str:
    """Return the highest severity of an expected clause."""
    ids = (*case.expected.clauses, *case.expected.either)
    severities = {policy.clause_by_id[id].severity for id in ids if id in policy.clause_by_id}
    return next((str(one) for one in _HIGHEST_FIRST if one in severities), NO_SEVERITY)


def _planned(run: Run, by: GroupBy) -> Iterable[str]:
    """Return the groups that a run was to have, whether or not anything was answered."""
    match by:
        case GroupBy.MODEL:
            return [model.alias for model in run.plan.models]
        case GroupBy.MODE:
            return map(str, run.plan.modes)
        case _:
            return ()


def _order(run: Run, by: GroupBy) -> Mapping[str, int]:
    """Return the place of each group: that of the plan, the policy or the kinds; else its name."""
    match by:
        case GroupBy.KIND:
            names: Iterable[str] = map(str, Kind)
        case GroupBy.CATEGORY:
            names = (category.id for category in run.policy.categories)
        case GroupBy.OUTCOME:
            names = map(str, (Outcome.REFUSE, Outcome.SAFE_COMPLETE, Outcome.COMPLY))
        case GroupBy.SEVERITY:
            names = map(str, _HIGHEST_FIRST)
        case _:
            names = _planned(run, by)
    return {name: place for place, name in enumerate(names)}
