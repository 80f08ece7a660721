"""The purpose of each question of a trial, recognised by its words."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from delibctl.deliberate.prompt import CORRECTION_BEGINS, GIVEN_BEGINS, REPAIR_BEGINS
from delibctl.model import Exchange, Mode, Question


class Turn(StrEnum):
    """The purpose of a question: the content that it shows or asks for."""

    POLICY = "policy and conversation"
    INDEX = "index and conversation"
    CONVERSATION = "conversation"
    CORRECTION = "correction of ids"
    GIVEN = "clauses given"
    REPAIR = "repair"
    OTHER = "question"


_OPENINGS = {Mode.RECALL: Turn.INDEX, Mode.NONE: Turn.CONVERSATION}
_LATER = {
    CORRECTION_BEGINS: Turn.CORRECTION,
    GIVEN_BEGINS: Turn.GIVEN,
    REPAIR_BEGINS: Turn.REPAIR,
}


def is_repair(question: Question) -> bool:
    """Return True for a question that asks again, as a reply held no answer or several."""
    is_later = bool(question.replies)
    return is_later and question.messages[-1].content.startswith(REPAIR_BEGINS)


def turns(mode: Mode, exchanges: Iterable[Exchange]) -> Iterator[Turn]:
    """Yield the purpose of each exchange; the first one follows from the mode."""
    for number, exchange in enumerate(exchanges):
        if not number:
            yield _OPENINGS.get(mode, Turn.POLICY)
            continue
        text = exchange.messages[-1].content
        yield next((turn for begins, turn in _LATER.items() if text.startswith(begins)), Turn.OTHER)
