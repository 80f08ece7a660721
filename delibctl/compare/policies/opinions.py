"""The opinion of a model on a change of words; it stands beside what the words themselves say."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.compare import kinds
from delibctl.compare.policies.change import Change
from delibctl.compare.scales import Direction, Evidence

#: Unclear is not a pass, so it is looser than neutral.
_LOOSEST_FIRST = (Direction.LOOSENS, Direction.UNKNOWN, Direction.NEUTRAL, Direction.TIGHTENS)

#: Kinds of changes that consist of words that models are shown.
_WORDS = {
    kinds.MODAL_CHANGED,
    kinds.CONDITION_CHANGED,
    kinds.TEXT_CHANGED,
    kinds.FORMATTING_CHANGED,
    kinds.ID_REUSED,
    kinds.ADDED,
    kinds.ADDED_OVERLAPPING,
    kinds.REMOVED,
    kinds.RETIRED,
    kinds.EXCLUSION_CHANGED,
    kinds.DEFINITION_CHANGED,
    kinds.SUMMARY_CHANGED,
    kinds.PRINCIPLE_CHANGED,
    kinds.GUIDE_CHANGED,
    kinds.STYLE_ADDED,
    kinds.TITLE_CHANGED,
}


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One vote of a model: a direction, and the reason that the model gave."""

    direction: Direction
    reason: str


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The votes of a model on one change, of which the loosest counts.

    `wanted`: the number of votes asked for. Missing votes were unreadable, or got no reply for the
    reason in `failure`; they are missing data, never an opinion.
    """

    model: str
    wanted: int
    votes: tuple[Vote, ...] = ()
    unreadable: int = 0
    failure: str = ""

    @property
    def vote(self) -> Vote | None:
        """The vote that counts: the first of the loosest; None without any."""
        order = _LOOSEST_FIRST.index
        return min(self.votes, key=lambda vote: order(vote.direction), default=None)

    @property
    def loosens(self) -> bool:
        """True if a vote calls the change looser."""
        return self.vote is not None and self.vote.direction is Direction.LOOSENS

    @property
    def undecided(self) -> bool:
        """True if a missing vote could still call the change looser."""
        return not self.loosens and len(self.votes) < self.wanted


#: Each change that a model was asked about.
Opinions = tuple[tuple[Change, Opinion], ...]


def in_doubt(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes of words whose direction is not proven."""
    return tuple(
        change
        for change in changes
        if change.kind in _WORDS
        and change.evidence is not Evidence.PROVEN
        and (change.before or change.after)
    )
