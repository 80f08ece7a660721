"""Whether the same stored answers answered a case, told by a hash where texts are not kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from delibctl.compare.policies.change import content_hash
from delibctl.model import Exchange, Message, Reply, Trial

#: The role of a message that is the hash of all that was asked and answered.
_HASH = "hash"


def answered_hash(repeats: Sequence[Trial]) -> str:
    """Return a hash of all questions and replies of one case; "" if messages were not read."""
    if any(not exchange.messages for trial in repeats for exchange in trial.exchanges):
        return ""
    return content_hash([[_content(exchange) for exchange in t.exchanges] for t in repeats])


def _content(exchange: Exchange) -> list[object]:
    messages = [[message.role, message.content] for message in exchange.messages]
    return [messages, exchange.reply.text, exchange.reply.reasoning]


def hashed(answered: str, reply: Reply) -> Exchange:
    """Return an exchange that holds the hash of what was asked and answered, and no text."""
    messages = (Message(role=_HASH, content=answered),) if answered else ()
    return Exchange(messages=messages, reply=replace(reply, text="", reasoning=""))


def as_accepted(trials: Iterable[Trial]) -> Iterator[Trial]:
    """Yield trials, in the order of their keys, with their exchanges as accepted rows have them."""
    for _, group in groupby(trials, key=lambda t: (t.key.case, t.key.model, t.key.mode)):
        repeats = list(group)
        answered = answered_hash(repeats)
        for trial in repeats:
            replies = [exchange.reply for exchange in trial.exchanges]
            kept = all(reply.kept for reply in replies)
            exchanges = tuple(hashed(answered, replace(r, kept=kept)) for r in replies[-1:])
            yield replace(trial, exchanges=exchanges)
