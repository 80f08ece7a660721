"""Checks of a model before anything is sent to it."""

import json
from collections.abc import Mapping
from typing import Any

from delibctl.edge.providers.credentials import address_of, check_environment, key_of, no_key
from delibctl.edge.providers.litellm_library import load
from delibctl.edge.providers.network import is_http
from delibctl.edge.providers.params import check_params
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.routes import Route, route_of
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec


def check_model(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if the model is unknown, its key is not set, or a parameter is wrong."""
    check_params(model.params)
    parameters = json.dumps(model.params, default=str, ensure_ascii=False)
    if Redactor(environment, model.api_key_env)(parameters) != parameters:
        raise DelibctlError(
            f"{model.alias}: a parameter contains the key; every run would store it",
            next="remove it; `api_key_env` of the model names the variable with the key",
        )
    if model.api_key_env and not environment.get(model.api_key_env):
        raise no_key(model, model.api_key_env)
    address = address_of(model, environment)
    if address is not None and not is_http(address):
        raise _no_address(model, "the address of its server is not an http or https address")
    route = route_of(model)
    if route.direct:
        _check_direct(model, route, environment)
    else:
        _check_with_litellm(model, environment)


def _check_direct(model: ModelSpec, route: Route, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if the address or the key of a model is not set."""
    if address_of(model, environment) is None:
        raise _no_address(model, "no address of its server is set")
    if route.needs_key and key_of(model, environment) is None and model.api_base is None:
        raise no_key(model, " or ".join(route.key_variables) or "the variable in api_key_env")


def _no_address(model: ModelSpec, what: str) -> DelibctlError:
    return DelibctlError(
        f"{model.alias}: {what}",
        next="set api_base of the model in delibctl.toml, for example http://127.0.0.1:8000/v1",
    )


def _check_with_litellm(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if LiteLLM has no provider or no key for it, or would drop a setting."""
    litellm = load()
    try:
        litellm.get_llm_provider(model=model.name, api_base=model.api_base)
    except Exception as error:
        raise DelibctlError(
            f"unknown model {model.name!r}: LiteLLM has no provider for it",
            next="write it as provider/name, for example openai/gpt-4o or ollama_chat/llama3.2; "
            "`baseline` needs no provider",
        ) from error
    _check_supported(model, litellm)
    if model.api_base is None and model.api_key_env is None:
        missing = litellm.validate_environment(model=model.name).get("missing_keys") or []
        keys = [name for name in missing if name.endswith(("_KEY", "_TOKEN", "_KEY_ID"))]
        # Either of two keys is enough for some providers, so one that is set settles it.
        if keys and not any(environment.get(name) for name in keys):
            raise no_key(model, " or ".join(keys))
    check_environment(model, environment)


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
