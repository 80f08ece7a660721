"""Every provider that LiteLLM knows, as models of a test."""

import os
from functools import cache
from importlib import import_module
from typing import Any

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.errors import DelibctlError
from delibctl.model import Message, ModelSpec, Question

KEY = "sk-of-this-test-0123456789"
QUESTION = Question(messages=(Message(role="user", content="May I?"),))


@cache
def providers() -> list[str]:
    """Return the providers by their names before the slash."""
    names = {getattr(name, "value", name) for name in load().provider_list}
    registry = import_module("litellm.llms.openai_like.json_loader").JSONProviderRegistry
    return sorted(names | set(registry.list_providers()))


def spec(provider: str, **fields: Any) -> ModelSpec:
    """Return a model of a provider, asked through LiteLLM."""
    name = f"{provider}/chat/c/served" if provider == "ragflow" else f"{provider}/served"
    return ModelSpec(alias="m", name=name, wire="litellm", timeout=10.0, **fields)


def refused(model: ModelSpec) -> str:
    """Return what is said of a model before anything is sent, empty if it can be asked."""
    try:
        check_model(model, os.environ)
    except DelibctlError as error:
        return error.what
    return ""
