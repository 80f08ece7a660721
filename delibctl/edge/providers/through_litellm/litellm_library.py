"""LiteLLM itself, imported only here, and only once a model is to be asked."""

import gc
import importlib
import logging
import os
import warnings
from collections.abc import Coroutine
from contextlib import suppress
from functools import cache
from typing import Any

from delibctl.edge.providers.access.certificates import bundle_for_litellm
from delibctl.edge.providers.certificates_later import read_certificates
from delibctl.edge.providers.knowledge.model_table import package_folders
from delibctl.edge.providers.through_litellm import litellm_switches
from delibctl.model import ModelSpec

#: Modules whose warnings are for those who write LiteLLM.
_LIBRARIES = r"(litellm|openai|pydantic|pydantic_core|httpx|httpcore|aiohttp|botocore|google)(\.|$)"


def load() -> Any:
    """Load LiteLLM, set up so that it fetches nothing, reads no .env file, and prints nothing."""
    # It comes before SSL_CERT_FILE, and the variable may also switch the checks off.
    os.environ["SSL_VERIFY"] = bundle_for_litellm(os.environ)
    litellm = _imported()
    litellm_switches.settle(litellm)
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).propagate = False
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Warnings of pydantic hold what a server has sent, as it came.
    warnings.filterwarnings("ignore", module=_LIBRARIES)
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    # An abandoned question leaves calls behind that the library never awaits. A coroutine that a
    # program forgets to await has another name.
    warnings.filterwarnings("ignore", message="coroutine '.*completion.*' was never awaited")
    return litellm


def load_whole() -> None:
    """Load LiteLLM with everything that it would otherwise load at its first question."""
    load().encoding  # noqa: B018 - loaded once it is looked at
    importlib.import_module("openai.resources")


@cache
def _imported() -> Any:
    """Import LiteLLM without garbage collection, which would take a quarter of the time."""
    read_certificates()  # aiohttp may be loaded already, and LiteLLM's sessions may name none
    collecting = gc.isenabled()
    gc.disable()
    try:
        with litellm_switches.hidden_constants(package_folders()[0]):
            import litellm
    finally:
        if collecting:
            gc.enable()
    # Everything so far stays for good: without it, each collection is short. Each question leaves
    # garbage that only a collection removes, so collections are frequent enough to bound memory.
    gc.freeze()
    gc.set_threshold(10_000, 5, 5)
    _stop_logging()
    return litellm


def _stop_logging() -> None:
    """Drop what LiteLLM would log about each reply: delibctl has no use for it.

    Its one queue for that belongs to one event loop, so probes in two loops would break it.
    """
    worker = importlib.import_module("litellm.litellm_core_utils.logging_worker")
    worker.GLOBAL_LOGGING_WORKER.ensure_initialized_and_enqueue = _drop


def _drop(async_coroutine: Coroutine[Any, Any, object]) -> None:
    async_coroutine.close()


def register(model: ModelSpec, litellm: Any) -> None:
    """Add a model to LiteLLM's table if it is missing, with a price of zero, that is, unknown.

    Without an entry, LiteLLM searches for the model ten times for each reply, and asks the Ollama
    server of this machine for an Ollama model of another one (BerriAI/litellm#37041).
    """
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    free = {"input_cost_per_token": 0.0, "output_cost_per_token": 0.0}
    if model.name.partition("/")[2] not in litellm.model_cost:
        litellm.model_cost.setdefault(
            model.name, {"litellm_provider": provider, "mode": "chat", **free}
        )


async def warm_up(model: ModelSpec, litellm: Any) -> None:
    """Make LiteLLM load the rest of itself, with a made-up answer that needs no network.

    The first request would otherwise seem to take half a second longer than it does.
    """
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    if provider in {"openai", "azure", *litellm.openai_compatible_providers}:
        importlib.import_module("openai.resources")
    with suppress(Exception):
        litellm.encoding  # noqa: B018 - loaded once it is looked at
        messages = [{"role": "user", "content": "nothing"}]
        await litellm.acompletion(model=model.name, messages=messages, mock_response="nothing")


#: Providers that LiteLLM documents and that cache nothing without a mark. Others recognise earlier
#: prompts by themselves, and OpenAI's rejects the mark.
_NEED_MARKS = {"anthropic", "azure_ai", "bedrock", "databricks", "openrouter", "vertex_ai"}


def takes_cache_marks(model: ModelSpec, litellm: Any) -> bool:
    """Return True if a provider caches only the marked part of a prompt."""
    provider = litellm.get_llm_provider(model=model.name, api_base=model.api_base)[1]
    needs_marks = provider in _NEED_MARKS and "claude" in model.name.lower()
    return needs_marks and bool(litellm.utils.supports_prompt_caching(model=model.name))


def takes_response_format(model: ModelSpec, litellm: Any) -> bool:
    """Return True if a provider supports a response format, or if nothing is known about it."""
    supported = litellm.get_supported_openai_params(model=model.name)
    return supported is None or "response_format" in supported
