"""The address to which LiteLLM sends the questions to a model, found without sending any."""

from collections.abc import Mapping
from typing import Any

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.credentials import address_of, set_address
from delibctl.edge.providers.access.own_servers import (
    ACCOUNTS,
    ADDRESS_FIXED,
    LOCAL_SERVERS,
    OWN_SERVERS,
)
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec

#: Stands for an address that LiteLLM does not tell; all of them are of HTTPS.
UNKNOWN_ADDRESS = "https://"
#: Providers for which LiteLLM opens a browser as soon as it is asked about them.
SIGNING_IN = frozenset({"chatgpt", "github_copilot"})
#: Providers that LiteLLM calls compatible and asks in a way of their own.
_OWN_WAY = {"cometapi"}
#: Parts of names that LiteLLM sends to OpenAI, whatever the provider.
_OF_OPENAI = ("ft:gpt-3.5-turbo", "ft:babbage-002", "ft:davinci-002")


def litellm_address(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the address that LiteLLM sends to, None if only LiteLLM itself knows it."""
    provider = provider_name(model)
    found = address_of(model, environment) or set_address(model, environment)
    return found or LOCAL_SERVERS.get(provider) or _told(model)[1]


def check_litellm_address(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if a model would be asked elsewhere than the user says or expects.

    It needs an address and has none, has one that LiteLLM does not use, or would go to OpenAI.
    """
    provider = provider_name(model)
    if provider in ADDRESS_FIXED and model.api_base:
        raise DelibctlError(
            f"{model.alias}: LiteLLM sends the questions to {provider} itself, not to api_base",
            next="remove api_base of the model, or ask the server as openai/NAME",
        )
    if address_of(model, environment):
        return
    if provider in OWN_SERVERS:
        raise no_address(model, "no address of its server is set")
    variables = ACCOUNTS.get(provider, ())
    if variables and not any(environment.get(name) for name in variables):
        raise DelibctlError(
            f"{model.alias}: no address of its server is set",
            next=f"set api_base of the model in delibctl.toml, or {' or '.join(variables)}",
        )
    if "/" in model.name and provider != "openai" and _is_for_openai(model):
        raise no_address(model, f"LiteLLM would send the questions to OpenAI, not to {provider}")


def no_address(model: ModelSpec, what: str) -> DelibctlError:
    """Return the error about an address that is missing or wrong."""
    return DelibctlError(
        f"{model.alias}: {what}",
        next="set api_base of the model in delibctl.toml, for example http://127.0.0.1:8000/v1",
    )


def _is_for_openai(model: ModelSpec) -> bool:
    """Return True if LiteLLM would fall back on the address of OpenAI."""
    provider, address = _told(model)
    litellm: Any = load()
    family = {"openai", *litellm.openai_compatible_providers} - _OWN_WAY
    return (provider in family and address is None) or any(
        part in model.name for part in _OF_OPENAI
    )


def _told(model: ModelSpec) -> tuple[str, str | None]:
    """Return the provider of a model and its address, as LiteLLM tells them."""
    try:
        _, provider, _, address = load().get_llm_provider(model=model.name)
    except Exception:
        return "", None
    return str(provider), address
