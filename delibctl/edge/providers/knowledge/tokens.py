"""Numbers of tokens, by a model's tokenizer or from the number of characters."""

import os
from collections.abc import Sequence

from delibctl.edge.providers.access.routes import Route, route_of
from delibctl.edge.providers.knowledge.model_table import package_folders
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.model import Message, ModelSpec
from delibctl.text.count import about_tokens

#: Tokens around each message, and around the beginning of the answer, of chat models of OpenAI.
_MESSAGE, _ANSWER = 3, 3
#: The tokenizers that LiteLLM brings along, under the names that tiktoken gives their files.
_FILES = {
    "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
}
_DEFAULT = "cl100k_base"


def count_tokens(model: ModelSpec, messages: Sequence[Message]) -> int:
    """Count the tokens of messages with the tokenizer for the model; nothing is fetched.

    Other models than OpenAI's are counted with one of OpenAI's.
    """
    route = route_of(model)
    if route.direct and (name := _encoding_name(route)):
        return _count(name, messages)
    contents = [{"role": message.role, "content": message.content} for message in messages]
    return int(load().token_counter(model=model.name, messages=contents))


def estimate_tokens(messages: Sequence[Message]) -> int:
    """Estimate the tokens of messages: a quarter of their characters."""
    return about_tokens(message.content for message in messages)


def _encoding_name(route: Route) -> str | None:
    """Return the tokenizer of a model, None if it is not at hand."""
    from tiktoken import encoding_name_for_model

    name = _DEFAULT
    if route.provider == "openai":
        try:
            name = encoding_name_for_model(route.model)
        except KeyError:  # a server of one's own
            name = _DEFAULT
    for folder in package_folders():
        tokenizers = folder / "litellm_core_utils" / "tokenizers"
        if name in _FILES and (tokenizers / _FILES[name]).is_file():
            # tiktoken takes the file from there and does not fetch it.
            os.environ["TIKTOKEN_CACHE_DIR"] = str(tokenizers)
            return name
    return None


def _count(encoding_name: str, messages: Sequence[Message]) -> int:
    from tiktoken import get_encoding

    encoding = get_encoding(encoding_name)

    def tokens(text: str) -> int:
        return len(encoding.encode(text, disallowed_special=()))

    return _ANSWER + sum(
        _MESSAGE + tokens(message.role) + tokens(message.content) for message in messages
    )
