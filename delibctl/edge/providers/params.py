"""Parameters that are passed to a provider as they are, and those that cannot be."""

import re
from collections.abc import Iterable

from delibctl.errors import DelibctlError

_SETTINGS = {
    **{name: name for name in ("api_base", "max_tokens", "reasoning_effort", "seed")},
    **{name: name for name in ("temperature", "timeout")},
    # Other names for it: beside it the higher one would hold, and no limit of money with it.
    **dict.fromkeys(("max_completion_tokens", "max_output_tokens"), "max_tokens"),
}
#: What a question is made of, what delibctl decides, and what would hide that nothing was asked or
#: that a parameter was dropped.
_OURS = frozenset(
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
#: Ends like a key and is none: it tells OpenAI which prompts begin alike.
_HARMLESS = "prompt_cache_key"


def check_params(names: Iterable[str], where: str = "") -> None:
    """Raise DelibctlError at the first name that cannot be a parameter."""
    for name in names:
        if name in _SETTINGS:
            raise DelibctlError(
                f"the parameter {name!r} has a setting of its own",
                where=where,
                next=f"--{_SETTINGS[name].replace('_', '-')}, or {_SETTINGS[name]} of the model",
            )
        if _SECRET.fullmatch(name) and name != _HARMLESS:
            raise DelibctlError(
                f"the parameter {name!r} may hold a key; it would be kept in every run",
                where=where,
                next='name the variable that holds the key: api_key_env = "..."',
            )
        if name in _OURS:
            raise DelibctlError(
                f"{name!r} cannot be a parameter: delibctl sets it itself, or it has no use here",
                where=where,
                next="remove it",
            )
