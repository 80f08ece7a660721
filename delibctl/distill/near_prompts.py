"""Conversations with nearly the same words, or with one word that is spelt another way."""

from collections.abc import Callable, Hashable, Iterator, Sequence

from delibctl.cases.importers.near_duplicates import alike
from delibctl.model import Message
from delibctl.text.near_prompts import near_by_words


def near_pairs(
    conversations: Sequence[tuple[Message, ...]],
    kinds: Sequence[Hashable] | None = None,
    accepts: Callable[[int, int], bool] = lambda *_: True,
) -> Iterator[tuple[int, int]]:
    """Yield the indices of each conversation that is near an earlier one, and of that one.

    Only those of one kind are compared; `accepts` filters pairs. Short ones must have the same
    words but for one that is spelt nearly the same.
    """
    kinds = [""] * len(conversations) if kinds is None else kinds
    texts = ["\n".join(message.content for message in messages) for messages in conversations]
    yield from near_by_words(texts, kinds, accepts)
    # `alike` numbers what it compares by lines, from 1.
    for line, earlier in alike(list(enumerate(conversations, 1))):
        if kinds[line - 1] == kinds[earlier - 1] and accepts(line - 1, earlier - 1):
            yield line - 1, earlier - 1
