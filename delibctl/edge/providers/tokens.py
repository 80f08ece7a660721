"""Tokens of a text: as a model's tokenizer counts them, else a quarter of the characters."""

from collections.abc import Sequence

from delibctl.edge.providers.library import load
from delibctl.model import Message, ModelSpec
from delibctl.text.count import about_tokens


def count_tokens(model: ModelSpec, messages: Sequence[Message]) -> int:
    """Tokens of some messages, as LiteLLM's tokenizer for the model has it; nothing is fetched."""
    shown = [{"role": message.role, "content": message.content} for message in messages]
    return int(load().token_counter(model=model.name, messages=shown))


def about(messages: Sequence[Message]) -> int:
    """Four characters to a token."""
    return about_tokens(message.content for message in messages)
