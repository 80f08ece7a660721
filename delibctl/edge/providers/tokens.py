"""Numbers of tokens, by a model's tokenizer or from the number of characters."""

from collections.abc import Sequence

from delibctl.edge.providers.litellm_library import load
from delibctl.model import Message, ModelSpec
from delibctl.text.count import about_tokens


def count_tokens(model: ModelSpec, messages: Sequence[Message]) -> int:
    """Count the tokens of messages with LiteLLM's tokenizer for the model; nothing is fetched."""
    contents = [{"role": message.role, "content": message.content} for message in messages]
    return int(load().token_counter(model=model.name, messages=contents))


def estimate_tokens(messages: Sequence[Message]) -> int:
    """Estimate the tokens of messages: a quarter of their characters."""
    return about_tokens(message.content for message in messages)
