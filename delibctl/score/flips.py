"""Trials that changed between two rounds of a probe."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.model import TrialKey
from delibctl.score.scored_run import ScoredRun
from delibctl.score.scored_trial import ScoredTrial


class Standing(StrEnum):
    """The result of a trial, all columns together."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSCORED = "not scored"


@dataclass(frozen=True, kw_only=True)
class Flip:
    """A trial whose standing changed; `before` is None if it was not in the round before."""

    trial: ScoredTrial
    before: Standing | None
    after: Standing


def standings(run: ScoredRun) -> dict[TrialKey, Standing]:
    """Return the standing of each trial."""
    return {trial.key: _standing(trial) for trial in run.trials}


def flips(before: ScoredRun, after: ScoredRun) -> tuple[Flip, ...]:
    """Return the trials whose standing changed, in their order."""
    earlier = standings(before)
    return tuple(
        Flip(trial=trial, before=earlier.get(trial.key), after=_standing(trial))
        for trial in after.trials
        if earlier.get(trial.key) is not _standing(trial)
    )


def _standing(trial: ScoredTrial) -> Standing:
    if not trial.scored:
        return Standing.UNSCORED
    return Standing.WRONG if trial.missed else Standing.RIGHT
