"""A model's votes on the direction of a change of words in a policy."""

from delibctl.judge.changes.prompt import DIRECTION_SCHEMA, Answering, ShownChange, change_question
from delibctl.judge.changes.read import ChangeVote, Way, read_vote
from delibctl.judge.changes.voting import Voting, voting

__all__ = [
    "DIRECTION_SCHEMA",
    "Answering",
    "ChangeVote",
    "ShownChange",
    "Voting",
    "Way",
    "change_question",
    "read_vote",
    "voting",
]
