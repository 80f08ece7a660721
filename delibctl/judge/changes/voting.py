"""One vote on a change: a question, and a repair question if needed."""

from collections.abc import Generator

from delibctl.judge.changes.prompt import ShownChange, change_question, repaired_question
from delibctl.judge.changes.read import ChangeVote, read_vote
from delibctl.model import Question, Reply
from delibctl.text.thoughts import split_thoughts

Voting = Generator[Question, Reply, ChangeVote | None]


def voting(change: ShownChange, vote: int, template: int = 1) -> Voting:
    """Ask for a vote, and once more if the reply is not one. None if it is unreadable again.

    A reply without text has no second turn: it would repeat an empty turn of the assistant.
    """
    question = change_question(change, vote, template)
    reply = yield question
    result = read_vote(reply.text)
    if result is None and not reply.blocked and split_thoughts(reply.text, ()).text:
        reply = yield repaired_question(question, reply)
        result = read_vote(reply.text)
    return result
