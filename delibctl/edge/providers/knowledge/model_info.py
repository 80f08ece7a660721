"""Facts about a model that are known without a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.credentials import needed_keys, used_keys
from delibctl.edge.providers.access.key_variables import key_variables
from delibctl.edge.providers.access.own_servers import LOCAL_SERVERS
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.knowledge.prices import price_of, table_entry
from delibctl.edge.providers.through_litellm.litellm_address import SIGNING_IN
from delibctl.edge.providers.through_litellm.litellm_library import load
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
    unset: list[str] = []
    if provider_name(model) in SIGNING_IN:
        return ModelFacts(provider="", keys={})
    if route.direct:
        provider = route.provider or "unknown"
    else:
        try:
            provider = load().get_llm_provider(model=model.name, api_base=model.api_base)[1]
        except Exception:
            return ModelFacts(provider="", keys={})
        unset = _unset(model, environment)
    needed = needed_keys(model)
    names = needed or [name for name in used_keys(model) if environment.get(name)]
    return ModelFacts(
        provider=provider,
        keys={name: bool(environment.get(name)) for name in names},
        unset=tuple(unset),
        price=price_of(model),
        context=table_entry(model).get("max_input_tokens"),
    )


def _unset(model: ModelSpec, environment: Mapping[str, str]) -> list[str]:
    """Return the variables besides keys that LiteLLM misses."""
    if model.api_base or provider_name(model) in LOCAL_SERVERS:
        return []
    missing = load().validate_environment(model=model.name).get("missing_keys") or []
    keys = {*used_keys(model), *key_variables(provider_name(model))}
    return [name for name in missing if name not in keys and not environment.get(name)]
