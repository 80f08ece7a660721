"""Parameters that are passed to a provider unchanged, and those that are rejected."""

import re
from collections.abc import Iterable

from delibctl.errors import DelibctlError

_SETTINGS = {
    **{name: name for name in ("api_base", "max_tokens", "reasoning_effort", "seed")},
    **{name: name for name in ("temperature", "timeout")},
    # Other names of max_tokens: of two, the higher one would apply, and the budget would not hold.
    **dict.fromkeys(("max_completion_tokens", "max_output_tokens"), "max_tokens"),
}
#: Parts of a question, parameters that delibctl sets, and parameters that would hide that nothing
#: was asked or that a parameter was dropped.
_RESERVED = frozenset(
    {
        "additional_drop_params",
        "base_url",
        "cache",
        "cache_control_injection_points",
        "caching",
        "client",
        "context_window_fallback_dict",
        "custom_llm_provider",
        "drop_params",
        "fallbacks",
        "max_retries",
        "messages",
        "mock_response",
        "mock_timeout",
        "mock_tool_calls",
        "model",
        "model_list",
        "n",
        "num_retries",
        "response_format",
        "stream",
    }
)
_SECRET = re.compile(r"(.*_)?(key|key_id|token|secret|password|credentials?|headers?)")
#: Ends like the name of a key, but tells OpenAI which prompts begin alike.
_HARMLESS = "prompt_cache_key"


def check_params(names: Iterable[str], where: str = "") -> None:
    """Raise DelibctlError at the first name that cannot be a parameter."""
    for name in names:
        if name in _SETTINGS:
            raise DelibctlError(
                f"the parameter {name!r} has its own setting",
                where=where,
                next=f"use the setting `{_SETTINGS[name]}` of the model",
            )
        if _SECRET.fullmatch(name) and name != _HARMLESS:
            raise DelibctlError(
                f"the parameter {name!r} may contain a key; every run would store it",
                where=where,
                next='name the variable that holds the key: api_key_env = "..."',
            )
        if name in _RESERVED:
            raise DelibctlError(
                f"{name!r} cannot be a parameter: delibctl sets it, or it has no use here",
                where=where,
                next="remove it",
            )
