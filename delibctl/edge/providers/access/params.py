"""Parameters that are passed to a provider unchanged, and those that are rejected."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from delibctl.edge.providers.access.known_params import KNOWN, PLACES
from delibctl.errors import DelibctlError

_SETTINGS = {
    **{name: name for name in ("api_base", "max_tokens", "reasoning_effort", "seed")},
    **{name: name for name in ("temperature", "timeout")},
    "base_url": "api_base",
    "azure_endpoint": "api_base",
    # Other names of max_tokens: of two, the higher one would apply, and the budget would not hold.
    **dict.fromkeys(
        (
            *("max_completion_tokens", "max_output_tokens", "max_new_tokens", "num_predict"),
            *("max_tokens_to_sample", "n_predict", "maxTokens", "maxOutputTokens"),
        ),
        "max_tokens",
    ),
}
#: Parts of a question, parameters that delibctl sets, and what makes one answer several.
_RESERVED = frozenset(
    {
        *("best_of", "candidate_count", "candidateCount", "contents", "generationConfig"),
        *("inferenceConfig", "input", "messages", "model", "models", "n", "num_return_sequences"),
        *("options", "prompt", "response_format", "stream", "stream_options", "system"),
        *("systemInstruction", "mcp_servers"),
    }
)
_SECRET = re.compile(r"(.*_)?(key|key_id|token|secret|password|credentials?|headers?)")
#: A part of a name that tells where something is, or who asks.
_PLACE = re.compile(
    r"(?i)(.*_)?(api_?base|base|base_?url|domain|endpoint|host(name)?|proxy|ur[il]|authorization)s?"
)
#: Ends like the name of a key, but tells OpenAI which prompts begin alike.
_HARMLESS = "prompt_cache_key"
_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]*://|\bdata:[a-z]+/")
#: The parameter whose own parameters are part of the request, whatever they are.
_BODY = "extra_body"


def check_params(params: Mapping[str, Any], where: str = "", *, own_server: bool = False) -> None:
    """Raise DelibctlError at the first parameter that is none, or that leads elsewhere.

    A value with an address in it is for an `own_server` only: others may fetch it.
    """
    for name, value in params.items():
        _check_name(name, where)
        _check_known(name, value, where)
    for name in _body_of(params):
        _check_name(name, where)
    for name, value in {} if own_server else params.items():
        if any(_ADDRESS.search(text) for text in _texts(value)):
            raise DelibctlError(
                f"the parameter {name!r} contains an address, which a provider may open",
                where=where,
                next="remove it; only a model with an `api_base` may have one",
            )


def _body_of(params: Mapping[str, Any]) -> Mapping[str, Any]:
    body = params.get(_BODY)
    return body if isinstance(body, Mapping) else {}


def _check_name(name: str, where: str) -> None:
    if name in _SETTINGS:
        raise DelibctlError(
            f"the parameter {name!r} has its own setting",
            where=where,
            next=f"use the setting `{_SETTINGS[name]}` of the model",
        )
    if _SECRET.fullmatch(name) and name != _HARMLESS:
        raise DelibctlError(
            f"the parameter {name!r} may contain a key; every run would store it",
            where=where,
            next='name the variable that holds the key: api_key_env = "..."',
        )
    if _PLACE.fullmatch(name):
        raise DelibctlError(
            f"the parameter {name!r} may lead the question elsewhere",
            where=where,
            next="remove it; `api_base` of the model is the address of its server",
        )
    if name in _RESERVED:
        raise DelibctlError(
            f"{name!r} cannot be a parameter: delibctl sets it, or it has no use here",
            where=where,
            next="remove it",
        )


def _check_known(name: str, value: Any, where: str) -> None:
    """Raise DelibctlError for a name that no provider documents, or a place that is none."""
    if name in PLACES:
        if not (isinstance(value, str) and PLACES[name].fullmatch(value)):
            raise DelibctlError(
                f"the parameter {name!r} is not of the form that its provider gives it",
                where=where,
                next="write it as the provider does; nothing else can be part of an address",
            )
    elif name == _BODY:
        if not isinstance(value, Mapping):
            raise DelibctlError(
                f"the parameter {name!r} is not a table",
                where=where,
                next="write the parameters of the request in it: extra_body = { NAME = VALUE }",
            )
    elif name not in KNOWN:
        raise DelibctlError(
            f"the parameter {name!r} is not one that a provider is known to take",
            where=where,
            next="check its name; what only your server knows goes into the request as "
            f"extra_body = {{ {name} = ... }}",
        )


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, names of tables included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
