"""The text of an error on one line, without what LiteLLM adds to it."""

import json

from delibctl.edge.providers.redact import Redactor
from delibctl.text.escape import encodable
from delibctl.text.lazy import later

_MAX_LENGTH = 300

_CLASS_NAMES = later(r"^(?:(?:litellm\.)?\w+(?:Error|Exception)(?: - |: ))+")
#: The address of an object in memory, and advice to programmers.
_NOISE = later(r" ssl:(?:<[^>]*>|\w+)|\.? (?:Handle with `litellm|To drop ).*$")
_TRACE = "Traceback (most recent call last)"


def error_text(error: Exception, redactor: Redactor) -> str:
    """Return an error on one line, without any key; only the message if the server sent JSON."""
    raw, _, _ = redactor(encodable(" ".join(str(error).split()))).partition(_TRACE)
    text = _CLASS_NAMES.sub("", raw.strip()) or raw.strip() or type(error).__name__
    return _cut(redactor(_NOISE.sub("", _message(text))))


def one_line(text: str) -> str:
    """Return a text of a server on one line, cut off where it is long."""
    return _cut(encodable(" ".join(text.split())))


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else text[: _MAX_LENGTH - 3] + "..."


def _message(text: str) -> str:
    """Return the message in an error's JSON, `error` (Ollama) or `error.message` (the others)."""
    try:
        body, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
        error = body["error"]
        message = error if isinstance(error, str) else error["message"]
    except (KeyError, TypeError, ValueError):
        return text
    return " ".join(message.split()) if isinstance(message, str) and message.strip() else text
