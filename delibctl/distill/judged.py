"""Whether the judges of a run find an answer good enough to train on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.distill.dropped import Reason
from delibctl.model import Judge, Verdict
from delibctl.score.judge_opinions import votes_of
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The least score of an answer on each axis, 1 to 5. The scale and 4 are our choice."""

    correctness: int = 4
    helpfulness: int = 4


def fault(
    scored: ScoredTrial, judges: Sequence[Judge], least: Thresholds
) -> tuple[Reason, str] | None:
    """Return why the judges keep an answer out, with a detail; None if they let it in.

    The lowest of all votes counts on each axis: any one of them may overlook something. A vote
    that is missing or unreadable is no consent.
    """
    if scored.contested:
        return Reason.CONTESTED, ""
    if scored.observed is None:
        return Reason.UNJUDGED, ""
    for judge in judges:
        if judge.model is None:
            continue
        votes = votes_of(judge, scored.verdicts)
        if len(votes) < judge.runs or not all(vote.readable for vote in votes):
            return Reason.UNJUDGED, judge.name
        for reason, detail in _faults(votes, least):
            return reason, detail
    return None


def _faults(votes: Sequence[Verdict], least: Thresholds) -> Iterator[tuple[Reason, str]]:
    broken = dict.fromkeys(verdict.clause for vote in votes for verdict in vote.broken)
    if broken:
        yield Reason.VIOLATION, ", ".join(broken)
    axes = (
        (Reason.CORRECTNESS, least.correctness, [vote.correctness for vote in votes]),
        (Reason.HELPFULNESS, least.helpfulness, [vote.helpfulness for vote in votes]),
    )
    for reason, threshold, scores in axes:
        rated = [score for score in scores if score is not None]
        if len(rated) < len(votes):
            yield Reason.UNJUDGED, ""
        elif min(rated) < threshold:
            yield reason, f"{min(rated)} of 5"


def lowest_score(scored: ScoredTrial, judges: Sequence[Judge]) -> int | None:
    """Return the lowest score of all votes of all judges; None if none of them rates."""
    scores = [
        vote.score
        for judge in judges
        for vote in votes_of(judge, scored.verdicts)
        if vote.score is not None
    ]
    return min(scores, default=None)
