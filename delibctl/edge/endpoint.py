"""Whom a model's questions go to, and where. LiteLLM knows better, but takes seconds to ask."""

from collections.abc import Mapping

from delibctl.model import ModelSpec


def provider_name(model: ModelSpec) -> str:
    """The provider of a model. A bare name is one of the two whose models are known by it."""
    provider, slash, _ = model.name.partition("/")
    if slash:
        return provider
    return "anthropic" if model.name.startswith("claude") else "openai"


def endpoint(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Where a model's questions go: another server may answer otherwise.

    A bare name says nothing for sure, so it is kept apart by every address that could be meant.
    """
    provider, slash, _ = model.name.partition("/")
    providers = [provider.removesuffix("_chat")] if slash else ["openai", "anthropic"]
    names = [f"{name.upper()}_{end}" for name in providers for end in ("BASE_URL", "API_BASE")]
    return model.api_base or next((environment[n] for n in names if environment.get(n)), None)
