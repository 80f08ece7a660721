"""Variables of the environment with which other programs set up LiteLLM, out of its sight.

They would change what is sent, or print it. Keys, addresses and regions stay: they say where models
are, and delibctl shows them.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Variables of LiteLLM that say where a model is, or with which key.
_PLACES = ("_API_BASE", "_BASE_URL", "_KEY", "_SECRET", "_TOKEN", "_URL")
#: What LiteLLM is told instead: to fetch nothing, read no .env file and print nothing.
OURS = {
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOG": "ERROR",
    "LITELLM_MODE": "PRODUCTION",
    "USE_LITELLM_PROXY": "False",
}
_OTHERS = {
    "AIOHTTP_CONNECTOR_LIMIT",
    "AIOHTTP_CONNECTOR_LIMIT_PER_HOST",
    "AIOHTTP_TRUST_ENV",
    "DATABRICKS_USER_AGENT",
    "DEBUG_OTEL",
    "DISABLE_AIOHTTP_TRANSPORT",
    "DISABLE_AIOHTTP_TRUST_ENV",
    "EXPERIMENTAL_OPENAI_BASE_LLM_HTTP_HANDLER",
    "JSON_LOGS",
    "OPENAI_CUSTOM_HEADERS",
    "OPENAI_LOG",
    "OPENAI_ORGANIZATION",
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
    "OR_APP_NAME",
    "OR_SITE_URL",
    "USE_DDPROFILER",
    "USE_DDTRACE",
    "VERCEL_APP_NAME",
    "VERCEL_SITE_URL",
}
#: How LiteLLM reads its constants, budgets of thoughts and limits among them.
_READ = re.compile(r"""(?:getenv|environ\.get|get_env_\w+)\(\s*["']([A-Z][A-Z0-9_]*)["']""")
#: The settings behind the variables, for a program that has imported LiteLLM before.
_SETTINGS = {
    "disable_aiohttp_transport": False,
    "disable_aiohttp_trust_env": False,
    "disable_hf_tokenizer_download": True,
    "drop_params": False,
    "enable_anthropic_prompt_caching": False,
    "http2": False,
    "model_fallbacks": None,
    "num_retries": None,
    "log_raw_request_response": False,
    "modify_params": False,
    "reasoning_auto_summary": False,
    "route_all_chat_openai_to_responses": False,
    "set_verbose": False,
    "suppress_debug_info": True,
    "telemetry": False,
    "use_litellm_proxy": False,
}
_lock = threading.Lock()
_hidden: dict[str, str] = {}
_hiding = 0


def hide() -> None:
    """Hide the variables until `show` was called as often."""
    global _hiding
    with _lock:
        _hiding += 1
        for name in filter(_is_switch, list(os.environ)):
            _hidden[name] = os.environ.pop(name)
        os.environ.update(OURS)


def show() -> None:
    """End one `hide`; after the last one, the environment is as it was."""
    global _hiding
    with _lock:
        _hiding -= 1
        if not _hiding:
            os.environ.update(_hidden)
            _hidden.clear()


@contextmanager
def hidden_constants(package: Path) -> Iterator[None]:
    """Hide all that LiteLLM reads at its import: a text for a number would end it, too."""
    hide()
    read = set(_READ.findall((package / "constants.py").read_text(encoding="utf-8")))
    kept = {name: os.environ.pop(name) for name in read - OURS.keys() if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
        show()


def settle(litellm: Any) -> None:
    """Set what the variables would."""
    for name, value in _SETTINGS.items():
        setattr(litellm, name, value)


def _is_switch(name: str) -> bool:
    if name in OURS:
        return False
    return name in _OTHERS or (name.startswith("LITELLM_") and not name.endswith(_PLACES))
