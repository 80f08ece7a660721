"""Checks of a model before anything is sent to it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.certificates import check_certificates
from delibctl.edge.providers.access.credentials import (
    address_of,
    check_environment,
    needed_keys,
    no_key,
    set_address,
    used_keys,
)
from delibctl.edge.providers.access.key_shape import check_key
from delibctl.edge.providers.access.key_variables import holds_key, keys_in_files
from delibctl.edge.providers.access.network import is_http, proxy_for
from delibctl.edge.providers.access.own_servers import WITHOUT_CHAT
from delibctl.edge.providers.access.params import check_params
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.through_litellm.litellm_address import (
    SIGNING_IN,
    UNKNOWN_ADDRESS,
    check_litellm_address,
    litellm_address,
    no_address,
)
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec


def check_model(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if nothing can be sent to a model.

    The model is unknown, its key is not set or no header can hold it, its address is none, a
    parameter is wrong, or the proxy or the certificates that the environment sets are none.
    """
    check_params(model.params, own_server=bool(model.api_base))
    parameters = json.dumps(model.params, default=str, ensure_ascii=False)
    if Redactor(environment, model.api_key_env)(parameters) != parameters:
        raise DelibctlError(
            f"{model.alias}: a parameter contains the key; every run would store it",
            next="remove it; `api_key_env` of the model names the variable with the key",
        )
    address = address_of(model, environment)
    if address is not None and not is_http(address):
        raise no_address(model, "the address of its server is not an http or https address")
    route = route_of(model)
    if route.direct:
        if address is None:
            raise no_address(model, "no address of its server is set")
    else:
        _check_with_litellm(model, environment)
        address = litellm_address(model, environment) or UNKNOWN_ADDRESS
    _check_keys(model, environment)
    proxy_for(address, environment)
    check_certificates(address, environment, direct=route.direct)


def _check_keys(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if the key of a model is not set, or if no header can hold it."""
    names = needed_keys(model)
    is_set = any(environment.get(name) for name in names)
    if names and not is_set and not keys_in_files(provider_name(model), environment):
        raise no_key(model, names, environment)
    for name in used_keys(model):
        key = environment.get(name)
        if key and (holds_key(name) or name == model.api_key_env):
            check_key(model.alias, name, key)


def _check_with_litellm(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if LiteLLM has no provider or address for it, or would drop a setting."""
    litellm = load()
    provider = provider_name(model)
    _check_parts(model, address_of(model, environment) or set_address(model, environment) or "")
    if provider in SIGNING_IN:
        raise DelibctlError(
            f"{model.alias}: LiteLLM signs in to {provider} in a browser, which delibctl does not",
            next="choose a provider that takes a key",
        )
    if provider in WITHOUT_CHAT:
        raise DelibctlError(
            f"{model.alias}: LiteLLM knows {provider}, but no chat models of it",
            next="name a chat model, or a server of your own as openai/NAME with its api_base",
        )
    try:
        litellm.get_llm_provider(model=model.name, api_base=address_of(model, environment))
    except Exception as error:
        raise DelibctlError(
            f"unknown model {model.name!r}: LiteLLM has no provider for it",
            next="write it as provider/name, for example openai/gpt-4o or ollama_chat/llama3.2; "
            "`baseline` needs no provider",
        ) from error
    check_litellm_address(model, environment)
    _check_supported(model, litellm)
    check_environment(model, environment)


def _check_parts(model: ModelSpec, address: str) -> None:
    """Raise DelibctlError for an address with parts that LiteLLM puts in the wrong place."""
    parts = urlsplit(address)
    part = "a user name" if "@" in parts.netloc else "a query"
    if "@" in parts.netloc or parts.query:
        raise DelibctlError(
            f"{model.alias}: the address of its server has {part}, which LiteLLM cannot send",
            next="remove it; the variable in api_key_env holds the key, and `params` other values",
        )


def _check_supported(model: ModelSpec, litellm: Any) -> None:
    """Raise DelibctlError for a parameter that LiteLLM would silently drop for the provider."""
    supported = litellm.get_supported_openai_params(model=model.name)
    standard = litellm.constants.DEFAULT_CHAT_COMPLETION_PARAM_VALUES
    settings = [name for name in ("temperature", "seed") if getattr(model, name) is not None]
    for name in (*model.params, *settings) if supported is not None else ():
        if name in standard and name not in supported:
            raise DelibctlError(
                f"{model.alias}: {model.name} does not support the parameter {name!r}",
                next="remove it: it would not be sent",
            )
