"""What became of the same trials in another round: right where they were wrong, and so on."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.model import TrialKey
from delibctl.score.scored_run import ScoredRun
from delibctl.score.scored_trial import ScoredTrial


class Standing(StrEnum):
    """What a trial comes to, all columns together."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSCORED = "without a score"


@dataclass(frozen=True, kw_only=True)
class Flip:
    """A trial that came to something else; `before` is None where it was not there."""

    row: ScoredTrial
    before: Standing | None
    after: Standing


def standings(diff: ScoredRun) -> dict[TrialKey, Standing]:
    """What each trial comes to."""
    return {row.trial.key: _standing(row) for row in diff.rows}


def flips(before: ScoredRun, after: ScoredRun) -> tuple[Flip, ...]:
    """The trials that came to something else, in their order."""
    known = standings(before)
    found = []
    for row in after.rows:
        old, new = known.get(row.trial.key), _standing(row)
        if old is not new:
            found.append(Flip(row=row, before=old, after=new))
    return tuple(found)


def _standing(row: ScoredTrial) -> Standing:
    if not row.scored:
        return Standing.UNSCORED
    return Standing.WRONG if row.missed else Standing.RIGHT
