"""The provider and the address of a model, without LiteLLM, which takes seconds to load."""

from collections.abc import Mapping

from delibctl.edge.providers.access.openai_servers import SERVERS
from delibctl.model import ModelSpec


def provider_name(model: ModelSpec) -> str:
    """Return the provider of a model; a bare name belongs to Anthropic or OpenAI."""
    provider, slash, _ = model.name.partition("/")
    if slash:
        return provider
    return "anthropic" if model.name.startswith("claude") else "openai"


def endpoint(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Return the address of a model's server, None for the provider's usual one.

    It is part of answer keys, as another server may answer differently. A bare name may belong to
    either of two providers, so the addresses of both are considered.
    """
    provider, slash, _ = model.name.partition("/")
    providers = [provider.removesuffix("_chat")] if slash else ["openai", "anthropic"]
    names = [f"{name.upper()}_{end}" for name in providers for end in ("BASE_URL", "API_BASE")]
    if slash and provider in SERVERS:
        names = [*SERVERS[provider].address_variables, *names]
    return model.api_base or next((environment[n] for n in names if environment.get(n)), None)
