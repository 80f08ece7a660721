"""Trials grouped by what should have been cited and what was cited instead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from delibctl.score.scored_trial import ScoredTrial


class Fault(StrEnum):
    """The first fault in the citations of a trial."""

    WRONG = "wrong"
    MISSING = "missing"
    NON_EXISTENT = "non-existent"
    MISQUOTED = "misquoted"
    BLOCKED = "blocked"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The clauses that a trial is about.

    `expected`: the clause that should have been cited, or several of which one is enough; empty
    if the fault does not concern it. `cited`: a clause id, or an id that does not exist.
    """

    fault: Fault
    expected: tuple[str, ...] = ()
    cited: str | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Trials of the same pair, all of them misses or none."""

    pair: Pair
    trials: tuple[ScoredTrial, ...]

    @property
    def missed(self) -> int:
        """The number of misses."""
        return sum(trial.missed for trial in self.trials)


def pair(trial: ScoredTrial) -> Pair:
    """Return the first citation that went wrong, otherwise the expected clause that was cited."""
    expected = trial.case.expected
    if trial.blocked:
        return Pair(fault=Fault.BLOCKED, expected=expected.clauses[:1] or expected.either)
    if trial.missing:
        return _missing(trial)
    if trial.non_existent:
        return Pair(fault=Fault.NON_EXISTENT, cited=trial.non_existent[0])
    if trial.misquoted:
        id = trial.misquoted[0]
        allowed = (id,) if id in expected.allowed else ()
        return Pair(fault=Fault.MISQUOTED, expected=allowed, cited=id)
    required = {*expected.clauses, *expected.either}
    clauses = [citation.clause for citation in trial.cited]
    right = next((clause for clause in clauses if clause in required), None)
    first = clauses[0] if clauses else None
    return Pair(fault=Fault.NONE, expected=(right,) if right else (), cited=right or first)


def _missing(trial: ScoredTrial) -> Pair:
    missing = trial.missing[0]
    expected = trial.case.expected
    clauses = (missing,) if missing in expected.clauses else expected.either
    # A clause that may be cited is no substitute for the one that must be.
    allowed = (citation.clause for citation in trial.cited if citation.clause in expected.also)
    instead = trial.wrong[0][1] if trial.wrong else next(allowed, None)
    if instead:
        return Pair(fault=Fault.WRONG, expected=clauses, cited=instead)
    if trial.non_existent:
        return Pair(fault=Fault.NON_EXISTENT, expected=clauses, cited=trial.non_existent[0])
    return Pair(fault=Fault.MISSING, expected=clauses)


def groups(trials: Iterable[ScoredTrial]) -> tuple[Group, ...]:
    """Return the groups, worst first.

    First those that count, then those that contradict themselves, then critical ones, then by size.
    """
    by_pair: dict[tuple[Pair, bool], list[ScoredTrial]] = defaultdict(list)
    for trial in trials:
        by_pair[pair(trial), trial.missed].append(trial)
    unsorted = [
        Group(pair=key, trials=tuple(sorted(alike, key=_trial_order)))
        for (key, _), alike in by_pair.items()
    ]
    return tuple(sorted(unsorted, key=_group_order))


def _trial_order(trial: ScoredTrial) -> tuple[bool, bool, bool, str, str, int]:
    return (
        not trial.counted,
        not (trial.contradicts_itself and trial.missed),
        not trial.critical,
        trial.key.case,
        trial.key.model,
        trial.key.repeat,
    )


def _group_order(group: Group) -> tuple[bool, bool, bool, int, tuple[str, ...], str, str]:
    counted = [trial for trial in group.trials if trial.counted and trial.missed]
    return (
        not counted,
        not any(trial.contradicts_itself for trial in counted),
        not any(trial.critical for trial in counted),
        -group.missed,
        group.pair.expected,
        group.pair.cited or "",
        group.pair.fault,
    )
