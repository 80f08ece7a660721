"""What LiteLLM knows of a model, without asking anybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.edge.providers.library import load
from delibctl.edge.providers.prices import known_of, price_of
from delibctl.model import ModelSpec, Price


@dataclass(frozen=True, kw_only=True)
class ModelFacts:
    """`provider` is empty where LiteLLM knows none for the name.

    `keys`: the variables that may hold its key, one of which is enough, and whether each is set.
    `unset`: what else LiteLLM looks for and does not find. `price` and `context` (tokens) are None
    where nobody knows them.
    """

    provider: str
    keys: dict[str, bool]
    unset: tuple[str, ...] = ()
    price: Price | None = None
    context: int | None = None

    @property
    def keyless(self) -> bool:
        """Whether the model needs a key and has none."""
        return bool(self.keys) and not any(self.keys.values())


def facts(model: ModelSpec, environment: Mapping[str, str]) -> ModelFacts:
    """What is known of a model."""
    try:
        provider = load().get_llm_provider(model=model.name, api_base=model.api_base)[1]
    except Exception:
        return ModelFacts(provider="", keys={})
    keys, unset = _variables(model, provider, environment)
    return ModelFacts(
        provider=provider,
        keys={name: bool(environment.get(name)) for name in keys},
        unset=tuple(unset),
        price=price_of(model),
        context=known_of(model).get("max_input_tokens"),
    )


def _variables(
    model: ModelSpec, provider: str, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The variables of keys, and others that are not set.

    LiteLLM only names what it misses; what it found goes by the usual name, or stays unnamed.
    """
    if model.api_key_env:
        return [model.api_key_env], []
    if model.api_base:
        return [], []
    missing = load().validate_environment(model=model.name).get("missing_keys") or []
    keys = [name for name in missing if name.endswith(("_KEY", "_TOKEN", "_KEY_ID"))]
    usual = f"{provider.upper()}_API_KEY"
    if not keys and usual in environment:
        keys = [usual]
    return keys, [name for name in missing if name not in keys and not environment.get(name)]
