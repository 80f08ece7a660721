"""The way to each model: asked directly in OpenAI's protocol, or through LiteLLM."""

import re
from dataclasses import dataclass, replace

from delibctl.edge.providers.access.openai_servers import OLLAMA, SERVERS, OpenAIServer
from delibctl.edge.providers.knowledge.model_table import entry_named, entry_of
from delibctl.model import ModelSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The way to a model, whose provider is empty if it is unknown.

    `model` is its name on the wire, and `address` the provider's usual one, None if there is none.
    Of several variables the first one that is set counts. `needs_key` is False for a server of
    one's own. `limit` is what the provider calls the most tokens of an answer.
    """

    provider: str
    model: str
    address: str | None = None
    key_variables: tuple[str, ...] = ()
    address_variables: tuple[str, ...] = ()
    needs_key: bool = True
    limit: str = "max_tokens"
    direct: bool = False


def route_of(model: ModelSpec) -> Route:
    """Return the way to a model. Loads neither LiteLLM nor the environment.

    `wire` of the model settles it: `direct` sends to any server, `litellm` to none.
    """
    provider, name = _provider_and_name(model)
    wire = model.wire
    at_v1 = (model.api_base or "").partition("?")[0].rstrip("/").endswith("/v1")
    is_ollama = provider in {"ollama", "ollama_chat"} and (at_v1 or wire == "direct")
    server = OLLAMA if is_ollama else SERVERS.get(provider)
    if server is None:
        return Route(provider=provider, model=name, direct=wire == "direct")
    plain = wire == "direct" or _is_plain(model, provider, name)
    return _route(server, provider, name, direct=plain and wire != "litellm")


def with_wire(model: ModelSpec) -> ModelSpec:
    """Return the model with the wire that `auto` chooses; the baseline has none."""
    if model.is_baseline:
        return model
    return replace(model, wire="direct" if route_of(model).direct else "litellm")


def _route(server: OpenAIServer, provider: str, name: str, *, direct: bool) -> Route:
    counts_thoughts = provider == "openai" and (_is_o_series(name) or _is_gpt_5(name))
    return Route(
        provider=provider,
        model=name,
        address=server.address,
        key_variables=server.key_variables,
        address_variables=server.address_variables,
        needs_key=not server.local,
        limit="max_completion_tokens" if counts_thoughts else "max_tokens",
        direct=direct,
    )


def _provider_and_name(model: ModelSpec) -> tuple[str, str]:
    """Return the provider of a model and its name there; LiteLLM's table knows bare names."""
    provider, slash, name = model.name.partition("/")
    if slash:
        return provider, name
    tuned = any(base in model.name for base in ("ft:gpt-3.5-turbo", "ft:gpt-4"))
    entry = entry_named(model.name)
    return "openai" if tuned else str(entry.get("litellm_provider", "")), model.name


#: Parameters that LiteLLM acts on and does not send.
_LITELLM_PARAMS = {
    "allowed_openai_params",
    "api_version",
    "assistant_continue_message",
    "ensure_alternating_roles",
    "extra_query",
    "merge_reasoning_content_in_choices",
    "metadata",
    "organization",
    "provider_specific_header",
    "ssl_verify",
    "supports_system_message",
    "tags",
    "use_litellm_proxy",
    "user_continue_message",
}


def _is_plain(model: ModelSpec, provider: str, name: str) -> bool:
    """Return True if LiteLLM would send the request as it is, but for the name of the limit."""
    if _LITELLM_PARAMS & model.params.keys():
        return False
    match provider:
        case "openai":
            # Models of the protocol `responses` and of old completions, and those for which LiteLLM
            # sends the policy as text of the user.
            other = _mode(name) != "chat" or name.startswith("responses/")
            return not other and not _is_o_series(name)
        case "deepseek":
            return model.reasoning_effort is None  # sent as `thinking`
        case "fireworks_ai":
            return name.startswith("accounts/")  # shorter names are completed
        case "groq":
            # Other models get the schema as that of a tool.
            return bool(entry_of(name, "groq").get("supports_response_schema"))
        case "moonshot":
            return (model.temperature or 0.0) <= 1.0  # a higher one is lowered
        case _:
            return True


def _mode(name: str) -> str:
    entry = entry_named(name)
    is_openai = entry.get("litellm_provider") in ("openai", "text-completion-openai")
    return str(entry.get("mode")) if is_openai else "chat"


def _is_o_series(name: str) -> bool:
    return re.match(r"(ft:)?o\d", name.rpartition("/")[2]) is not None


def _is_gpt_5(name: str) -> bool:
    return ("gpt-5" in name or "gpt-6" in name) and "gpt-5-chat" not in name
