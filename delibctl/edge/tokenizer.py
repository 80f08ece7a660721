"""Counting tokens with the tokenizer of a model."""

from collections.abc import Callable
from pathlib import Path

from delibctl.errors import DelibctlError


def token_counter(path: Path) -> Callable[[str], int]:
    """Return a function that counts the tokens of a text with a tokenizer.json.

    Raises DelibctlError if the file cannot be read.
    """
    # LiteLLM brings it; it takes a while to load.
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise DelibctlError(
            f"{path} cannot be read as a tokenizer: {error}",
            next="name the file tokenizer.json of the model that you train",
        ) from error
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)
