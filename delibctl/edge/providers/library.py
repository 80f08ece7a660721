"""LiteLLM itself. The only importer of it, and only once a model is to be asked."""

import gc
import importlib
import json
import logging
import os
import warnings
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from delibctl.edge.providers.params import check_params
from delibctl.edge.providers.redact import Redactor
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec


def load() -> Any:
    """LiteLLM, told to fetch nothing, read no .env, and print nothing."""
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
    os.environ["LITELLM_LOG"] = "ERROR"
    litellm = _imported()
    litellm.suppress_debug_info = True
    litellm.disable_hf_tokenizer_download = True
    litellm.telemetry = False
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).propagate = False
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A question that is given up leaves calls behind which the library never awaits.
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited")
    return litellm


def load_whole() -> None:
    """The library with what it loads at the first question to anyone."""
    load().encoding  # noqa: B018 - loaded once it is looked at
    importlib.import_module("openai.resources")


@cache
def _imported() -> Any:
    """The library. Collecting garbage among its many classes takes a quarter of the import."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        import litellm
    finally:
        if collecting:
            gc.enable()
    # What is there now stays: without it, each collection is short. Each question leaves behind
    # what only a collection finds, so they come often enough to keep memory as it is.
    gc.freeze()
    gc.set_threshold(10_000, 5, 5)
    return litellm


def check(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise before anything is sent if the name is no model, its key is not set, or a parameter
    cannot be one."""
    check_params(model.params)
    written = json.dumps(model.params, default=str, ensure_ascii=False)
    if Redactor(environment, model.api_key_env)(written) != written:
        raise DelibctlError(
            f"{model.alias}: a parameter holds the key; it would be kept in every run",
            next="remove it; `api_key_env` of the model names the variable with the key",
        )
    if model.api_key_env and not environment.get(model.api_key_env):
        raise _no_key(model, model.api_key_env)
    litellm = load()
    try:
        litellm.get_llm_provider(model=model.name, api_base=model.api_base)
    except Exception as error:
        raise DelibctlError(
            f"unknown model {model.name!r}: LiteLLM knows no provider for it",
            next="write it as provider/name, for example openai/gpt-4o or ollama_chat/llama3.2; "
            "`baseline` needs no provider",
        ) from error
    _check_taken(model, litellm)
    if model.api_base is None and model.api_key_env is None:
        missing = litellm.validate_environment(model=model.name).get("missing_keys") or []
        keys = [name for name in missing if name.endswith(("_KEY", "_TOKEN", "_KEY_ID"))]
        # Either of two keys is enough for some providers, so one that is set settles it.
        if keys and not any(environment.get(name) for name in keys):
            raise _no_key(model, " or ".join(keys))


def _check_taken(model: ModelSpec, litellm: Any) -> None:
    """Of some parameters LiteLLM knows that a provider does not take them, and says nothing."""
    taken = litellm.get_supported_openai_params(model=model.name)
    known = litellm.constants.DEFAULT_CHAT_COMPLETION_PARAM_VALUES
    given = [name for name in ("temperature", "seed") if getattr(model, name) is not None]
    for name in (*model.params, *given) if taken is not None else ():
        if name in known and name not in taken:
            raise DelibctlError(
                f"{model.alias}: {model.name} does not take the parameter {name!r}",
                next="remove it: it would not be sent",
            )


def _no_key(model: ModelSpec, variable: str) -> DelibctlError:
    return DelibctlError(
        f"{model.alias}: no key; {variable} is not set",
        next=f"export {variable}=...; the model baseline and the judge patterns need no key",
    )


def register(model: ModelSpec, litellm: Any) -> None:
    """Tell LiteLLM of a model that is not in its table, at no price, which counts as unknown.

    Else it looks for the model ten times for each reply, and of one of Ollama it would ask the
    server of this machine, wherever the model is (BerriAI/litellm#37041).
    """
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    free = {"input_cost_per_token": 0.0, "output_cost_per_token": 0.0}
    if model.name.partition("/")[2] not in litellm.model_cost:
        litellm.model_cost.setdefault(
            model.name, {"litellm_provider": provider, "mode": "chat", **free}
        )


async def warm_up(model: ModelSpec, litellm: Any) -> None:
    """Have LiteLLM load the rest of itself, with an answer that it makes up without any network.

    Else the first request would do so, and seem to take half a second longer than it does.
    """
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    if provider in {"openai", "azure", *litellm.openai_compatible_providers}:
        importlib.import_module("openai.resources")
    with suppress(Exception):
        litellm.encoding  # noqa: B018 - loaded once it is looked at
        nothing = [{"role": "user", "content": "nothing"}]
        await litellm.acompletion(model=model.name, messages=nothing, mock_response="nothing")


#: Those that LiteLLM documents and that keep nothing unless told where: other providers see by
#: themselves what they have read before, and OpenAI's turns the mark down.
_MARKED = {"anthropic", "azure_ai", "bedrock", "databricks", "openrouter", "vertex_ai"}


def takes_cache_marks(model: ModelSpec, litellm: Any) -> bool:
    """Whether a provider has to be told which part of a prompt it is to keep."""
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    known = provider in _MARKED and "claude" in model.name.lower()
    return known and bool(litellm.utils.supports_prompt_caching(model=model.name))


def takes_response_format(model: ModelSpec, litellm: Any) -> bool:
    """Whether a provider can be told how to lay a reply out; yes where nothing is known of it."""
    supported = litellm.get_supported_openai_params(model=model.name)
    return supported is None or "response_format" in supported
