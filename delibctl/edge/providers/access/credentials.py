"""The key and the address of a model, looked up in the environment of a workspace.

For a model that is asked directly, both are looked up here. LiteLLM looks them up in this process;
for any other environment, and for servers of one's own, they are sent explicitly.
"""

import os
from collections.abc import Mapping, Sequence

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.key_variables import key_variables, sent_key, usual_names
from delibctl.edge.providers.access.own_servers import LOCAL_SERVERS, OWN_SERVERS
from delibctl.edge.providers.access.routes import route_of
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec

#: What is sent to a private server: it needs no key, but the clients insist on one.
NO_KEY = "not-needed"


def key_of(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the key to send; None for none, or if LiteLLM finds it in this process."""
    if model.api_key_env:
        return environment.get(model.api_key_env)
    route = route_of(model)
    if route.direct:
        keys = () if model.api_base else route.key_variables
        return next((environment[name] for name in keys if environment.get(name)), None)
    if model.api_base:
        return NO_KEY
    key = sent_key(provider_name(model), environment)
    if provider_name(model) in OWN_SERVERS:
        return key or NO_KEY  # LiteLLM would send that of OpenAI
    return None if environment is os.environ else key


def used_keys(model: ModelSpec) -> tuple[str, ...]:
    """Return the variables in which the key of a model is looked up."""
    if model.api_key_env:
        return (model.api_key_env,)
    if model.api_base:
        return ()
    route = route_of(model)
    return route.key_variables if route.direct else key_variables(provider_name(model))


def needed_keys(model: ModelSpec) -> tuple[str, ...]:
    """Return the variables one of which has to be set; none for a server of one's own."""
    return () if needs_no_key(model) and not model.api_key_env else used_keys(model)


def needs_no_key(model: ModelSpec) -> bool:
    """Return True if the provider of a model is a server of one's own."""
    return provider_name(model) in {*OWN_SERVERS, *LOCAL_SERVERS}


def address_of(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the address to send to; None if LiteLLM knows it, or finds it in this process."""
    route = route_of(model)
    if route.direct:
        names = route.address_variables
        set_one = next((environment[name] for name in names if environment.get(name)), None)
        return model.api_base or set_one or route.address
    if model.api_base:
        return model.api_base
    if environment is os.environ and provider_name(model) not in OWN_SERVERS:
        return None
    return set_address(model, environment)


def set_address(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the address that a variable of the model's provider sets, None for none."""
    prefix = provider_name(model).removesuffix("_chat").upper()
    names = [f"{prefix}_{end}" for end in ("BASE_URL", "API_BASE")]
    return next((environment[name] for name in names if environment.get(name)), None)


def check_environment(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if LiteLLM would take a key or an address of this process instead."""
    if model.api_base or environment is os.environ:
        return
    names = key_variables(provider_name(model))
    if not model.api_key_env and not any(environment.get(name) for name in names):
        for name in names:
            if os.environ.get(name):
                raise no_key(model, (name,), environment)
    if set_address(model, os.environ) and not set_address(model, environment):
        raise DelibctlError(
            f"{model.alias}: this process sets an address for it, and the workspace's environment "
            "sets none",
            next="set api_base of the model in delibctl.toml",
        )


def no_key(
    model: ModelSpec, variables: Sequence[str], environment: Mapping[str, str]
) -> DelibctlError:
    """Return the error about a key that is not set; one of the variables is enough."""
    names = usual_names(variables)
    is_empty = any(name in environment for name in variables)
    return DelibctlError(
        f"{model.alias}: no key; {names} is {'empty' if is_empty else 'not set'}",
        next=f"set the environment variable {names}; the model `baseline` and the judge "
        "`patterns` need no key",
    )
