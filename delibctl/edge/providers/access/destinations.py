"""Where the questions to a model go, and with which key: told before anything is sent."""

from collections.abc import Iterable, Mapping

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.credentials import (
    address_of,
    needed_keys,
    set_address,
    used_keys,
)
from delibctl.edge.providers.access.key_variables import keys_in_files, usual_names
from delibctl.edge.providers.access.network import without_secrets
from delibctl.edge.providers.access.own_servers import LOCAL_SERVERS
from delibctl.model import ModelSpec


def destinations(models: Iterable[ModelSpec], environment: Mapping[str, str]) -> list[str]:
    """Return a line for each model that is asked over the network."""
    return [destination(model, environment) for model in models if not model.is_baseline]


def destination(model: ModelSpec, environment: Mapping[str, str]) -> str:
    """Return what is asked where, and with which key, in one line. LiteLLM is not loaded."""
    provider = provider_name(model)
    known = address_of(model, environment) or set_address(model, environment)
    address = known or LOCAL_SERVERS.get(provider)
    place = without_secrets(address) if address else f"the usual address of {provider}"
    named = model.alias if model.alias == model.name else f"{model.alias} ({model.name})"
    return f"asks {named} at {place} {_key(model, environment)}"


def _key(model: ModelSpec, environment: Mapping[str, str]) -> str:
    """Return which key is sent: by the variable that holds it, never by itself."""
    variable = next((name for name in used_keys(model) if environment.get(name)), None)
    if variable:
        return f"with {variable}"
    if needed := needed_keys(model):
        missing = f"with {usual_names(needed)}, which is not set"
    else:
        missing = "without a key"
    of_tools = not model.api_base and keys_in_files(provider_name(model), environment)
    return "with the keys of its provider's own tools" if of_tools else missing
