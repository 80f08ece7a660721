"""What an exception of LiteLLM says, without what the library puts around it."""

import json
import re

from delibctl.edge.providers.redact import Redactor
from delibctl.text.escape import encodable

_LONGEST = 300

_CLASSES = re.compile(r"^(?:(?:litellm\.)?\w+(?:Error|Exception)(?: - |: ))+")
#: The address of an object in memory, and advice to programmers.
_NOISE = re.compile(r" ssl:(?:<[^>]*>|\w+)|\.? (?:Handle with `litellm|To drop ).*$")
_TRACE = "Traceback (most recent call last)"


def error_text(error: Exception, mask: Redactor) -> str:
    """An error on one line, without any key: where the server sent JSON, the message in it."""
    whole, trace, _ = mask(encodable(" ".join(str(error).split()))).partition(_TRACE)
    text = _CLASSES.sub("", whole.strip()) or whole.strip() or type(error).__name__
    text = mask(_NOISE.sub("", _message(text)))
    if trace:
        text = f"LiteLLM cannot read the response: {text}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _message(text: str) -> str:
    """The message in an error's JSON, as `error` (Ollama) or as `error.message` (the others)."""
    try:
        body, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
        error = body["error"]
        message = error if isinstance(error, str) else error["message"]
    except (KeyError, TypeError, ValueError):
        return text
    return " ".join(message.split()) if isinstance(message, str) and message.strip() else text
