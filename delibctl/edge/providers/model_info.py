"""Facts about a model that are known without a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.edge.providers.litellm_library import load
from delibctl.edge.providers.prices import price_of, table_entry
from delibctl.edge.providers.routes import Route, route_of
from delibctl.model import ModelSpec, Price


@dataclass(frozen=True, kw_only=True)
class ModelFacts:
    """Facts about a model. `provider` is empty if LiteLLM has none for the name.

    `keys` are the variables that may hold its key, one of which is enough, each with True if it is
    set; `unset` are other variables that LiteLLM misses. `price` and `context` (in tokens) are
    None if they are unknown.
    """

    provider: str
    keys: dict[str, bool]
    unset: tuple[str, ...] = ()
    price: Price | None = None
    context: int | None = None

    @property
    def keyless(self) -> bool:
        """True if the model needs a key and has none."""
        return bool(self.keys) and not any(self.keys.values())


def model_facts(model: ModelSpec, environment: Mapping[str, str]) -> ModelFacts:
    """Collect the facts about a model. LiteLLM is loaded only for one that is asked through it."""
    route = route_of(model)
    if route.direct:
        provider = route.provider or "unknown"
        keys, unset = _direct_keys(model, route, environment), list[str]()
    else:
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
        context=table_entry(model).get("max_input_tokens"),
    )


def _direct_keys(model: ModelSpec, route: Route, environment: Mapping[str, str]) -> list[str]:
    """Return the variables that may hold the key; of those of a server of one's own, the set."""
    if model.api_key_env:
        return [model.api_key_env]
    if model.api_base:
        return []
    return [name for name in route.key_variables if route.needs_key or environment.get(name)]


def _variables(
    model: ModelSpec, provider: str, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the variables of keys, and other variables that are not set.

    LiteLLM names only missing variables; for a key that is set, the usual name is assumed.
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
