"""What LiteLLM sends beside a question, or more than once: stopped.

The openai package sends a failed request twice more wherever LiteLLM does not hand on that it must
not. And LiteLLM asks servers of its own choice about a model: how its prompts are written, and how
long they may be.
"""

import importlib
from functools import wraps
from typing import Any

from delibctl.edge.providers.through_litellm.litellm_exchange import current_exchange

_TEMPLATES = "litellm.litellm_core_utils.prompt_templates.huggingface_template_handler"


def send_nothing_else(litellm: Any) -> None:
    """Stop the retries of questions, and the look-ups about models."""
    _send_once(importlib.import_module("openai").AsyncOpenAI)
    templates = importlib.import_module(_TEMPLATES)
    for name in ("tokenizer_config", "chat_template_file"):
        setattr(templates, f"get_{name}", _unknown)
        setattr(templates, f"aget_{name}", _unknown_later)
    litellm.utils._get_max_position_embeddings = _no_length
    litellm.LemonadeChatConfig.get_model_info = _default_model_info


def _send_once(client: Any) -> None:
    request = client.request
    if hasattr(request, "__wrapped__"):
        return

    @wraps(request)
    async def once(self: Any, cast_to: Any, options: Any, **others: Any) -> Any:
        if current_exchange() is not None:
            options.max_retries = 0
        return await request(self, cast_to, options, **others)

    client.request = once


def _unknown(**_: Any) -> dict[str, str]:
    return {"status": "failure"}


async def _unknown_later(**_: Any) -> dict[str, str]:
    return {"status": "failure"}


def _no_length(**_: Any) -> None:
    return None


def _default_model_info(config: Any, model: str, **_: Any) -> Any:
    return config._get_default_model_info(model)
