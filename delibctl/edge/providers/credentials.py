"""The key and the address of a model, looked up in the environment of a workspace.

For a model that is asked directly, both are looked up here. LiteLLM looks them up in this process;
for any other environment they are sent explicitly.
"""

import os
from collections.abc import Mapping

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.routes import route_of
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec


def key_of(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the key to send; None for none, or if LiteLLM finds it in this process."""
    if model.api_key_env:
        return environment.get(model.api_key_env)
    route = route_of(model)
    if route.direct:
        keys = () if model.api_base else route.key_variables
        return next((environment[name] for name in keys if environment.get(name)), None)
    if model.api_base:
        return "not-needed"  # A private server needs no key, but the clients insist on one.
    return None if environment is os.environ else environment.get(_key_variable(model))


def address_of(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the address to send to; None if LiteLLM knows it, or finds it in this process."""
    route = route_of(model)
    if route.direct:
        names = route.address_variables
        set_one = next((environment[name] for name in names if environment.get(name)), None)
        return model.api_base or set_one or route.address
    if model.api_base or environment is os.environ:
        return model.api_base
    return _address(model, environment)


def check_environment(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if LiteLLM would take a key or an address of this process instead."""
    if model.api_base or environment is os.environ:
        return
    variable = _key_variable(model)
    if not model.api_key_env and os.environ.get(variable) and not environment.get(variable):
        raise no_key(model, variable)
    if _address(model, os.environ) and not _address(model, environment):
        raise DelibctlError(
            f"{model.alias}: this process sets an address for it, and the workspace's environment "
            "sets none",
            next="set api_base of the model in delibctl.toml",
        )


def no_key(model: ModelSpec, variable: str) -> DelibctlError:
    """Return the error about a key that is not set."""
    return DelibctlError(
        f"{model.alias}: no key; {variable} is not set",
        next=f"set the environment variable {variable}; the model `baseline` and the judge "
        "`patterns` need no key",
    )


def _prefix(model: ModelSpec) -> str:
    return provider_name(model).removesuffix("_chat").upper()


def _key_variable(model: ModelSpec) -> str:
    return f"{_prefix(model)}_API_KEY"


def _address(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    names = [f"{_prefix(model)}_{end}" for end in ("BASE_URL", "API_BASE")]
    return next((environment[name] for name in names if environment.get(name)), None)
