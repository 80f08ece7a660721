"""The opinions of a model on changes of a policy, beside what the words themselves say."""

from typing import Any

from delibctl.compare.policies import Compared, Comparison, Direction, Opinion, PolicyGate
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Characters of a reason in a line; JSON has all.
_REASON = 400


def opinion_lines(compared: Compared) -> dict[int, str]:
    """Return the line of each opinion, by the identity of its change."""
    return {id(change): opinion_line(opinion) for change, opinion in compared.opinions}


def opinion_line(opinion: Opinion) -> str:
    """Return an opinion in one line, such as "opinion of gpt (2 of 3): loosens: the reason".

    The figures are the votes for that direction, and all votes. Missing votes have their reason.
    """
    model, missing = one_line(opinion.model), _missing(opinion)
    vote = opinion.vote
    if vote is None and not opinion.unreadable:
        return f"{model} could not be asked: {one_line(opinion.failure, _REASON)}"
    if vote is None:
        return f"{model} gave no opinion: {missing}"
    agreeing = sum(each.direction is vote.direction for each in opinion.votes)
    reason = one_line(vote.reason, _REASON)
    parts = [
        f"opinion of {model} ({agreeing} of {opinion.wanted})",
        _word(vote.direction),
        *([reason] if reason else []),
    ]
    return ": ".join(parts) + (f" ({missing})" if missing else "")


def _missing(opinion: Opinion) -> str:
    """Return why votes are missing; "" if none is."""
    parts = []
    if opinion.unreadable:
        parts.append(f"{counted(opinion.unreadable, 'vote')} unreadable")
    if lacking := opinion.wanted - len(opinion.votes) - opinion.unreadable:
        reason = one_line(opinion.failure, _REASON)
        parts.append(f"{counted(lacking, 'vote')} could not be asked for: {reason}")
    return "; ".join(parts)


def opinion_json(opinion: Opinion) -> dict[str, Any]:
    """Return an opinion for programs; its direction is null without a vote."""
    vote = opinion.vote
    return {
        "model": opinion.model,
        "direction": vote.direction if vote else None,
        "reason": vote.reason if vote else None,
        "wanted": opinion.wanted,
        "votes": [{"direction": v.direction, "reason": v.reason} for v in opinion.votes],
        "unreadable": opinion.unreadable,
        "failure": opinion.failure or None,
    }


def undecided_line(result: PolicyGate) -> str:
    """Return that a gate has no verdict, and why."""
    changes = counted(len(result.undecided), "change")
    return f"UNDECIDED on {changes}: votes of the model are missing"


def loosening_note(comparison: Comparison) -> str:
    """Return the number of changes that only a model calls looser; "" without any."""
    added = [
        opinion
        for compared in comparison.policies
        for change, opinion in compared.opinions
        if opinion.loosens and change.direction is not Direction.LOOSENS
    ]
    if not added:
        return ""
    verb = "loosens" if len(added) == 1 else "loosen"
    return f"; {len(added)} of them {verb} in the opinion of {one_line(added[0].model)}"


def _word(direction: Direction) -> str:
    return "unclear" if direction is Direction.UNKNOWN else str(direction)
