"""The words with which providers say how an answer ended, in OpenAI's protocol and beside it."""

#: The limit of tokens was reached (OpenAI, Anthropic, Gemini, Mistral).
_CUT_OFF = {"length", "max_tokens", "max_length", "model_length"}
#: The provider's filter stopped it (OpenAI, Anthropic, Gemini, Zhipu, Bedrock).
_BLOCKED = {
    "blocklist",
    "content_filter",
    "content_filtered",
    "guardrail_intervened",
    "prohibited_content",
    "refusal",
    "safety",
    "sensitive",
    "spii",
}
#: The provider failed before the end (OpenRouter, SGLang, Zhipu, DeepSeek).
_FAILED = {"error", "abort", "network_error", "insufficient_system_resource"}


def is_cut_off(finish: object) -> bool:
    """Return True for an answer that ended at the limit of tokens."""
    return _lower(finish) in _CUT_OFF


def is_blocked(finish: object) -> bool:
    """Return True for an answer that the provider's filter ended."""
    return _lower(finish) in _BLOCKED


def is_failed(finish: object) -> bool:
    """Return True for half an answer, as the provider failed in the middle of it."""
    return _lower(finish) in _FAILED


def _lower(finish: object) -> str:
    return str(finish or "").lower()
