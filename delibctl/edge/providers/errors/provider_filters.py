"""The filters of providers, as their errors show them: a question was stopped, not an account."""

from collections.abc import Mapping
from typing import Any

from delibctl.edge.providers.errors.error_body import ErrorBody
from delibctl.edge.providers.replies.endings import is_filtered
from delibctl.text.lazy import later

#: OpenAI, Azure, Gemini, DashScope, Moonshot, OpenRouter, Bedrock and gateways; Zhipu's 1301,
#: Cloudflare's 2016 and 2017, MiniMax's 1026 and 1027.
_CODES = {
    *("content_filter", "responsibleaipolicyviolation", "invalid_prompt", "content_blocked"),
    *("content_policy_violation", "image_content_policy_violation", "content_policy"),
    *("content_moderation", "moderation_blocked", "moderation_error", "input_moderation"),
    *("data_inspection_failed", "datainspectionfailed", "inappropriate_content"),
    *("prohibited_content", "blocklist", "spii", "safety", "sensitive", "refusal"),
    *("safety_check_failed", "safety_violation", "content_safety_violation", "usage_policy"),
    *("guardrail_intervened", "guardrail_violation", "guardrails_violation", "guardrail_blocked"),
    *("1301", "2016", "2017", "1026", "1027"),
}
#: Statuses with which a provider turns one question down. Others speak of an account or a server.
_STATUSES = {200, 400, 403, 406, 409, 422, 424, 446, 451}
_OTHER_STATUSES = {401, 402, 404, 405, 408, 429}
#: What a filter is about; "blocked by a policy" alone may be said of a network.
_CONTENT = (
    r"(?:safety|moderation|guardrail|prohibited|security configurations"
    r"|content[ _-](?:filter|safety|moderation|polic|management|usage|violat))"
)
_PHRASES = later(
    rf"(?:blocked|rejected|filtered|refused|declined|stopped)\b[^.]{{0,80}}{_CONTENT}"
    rf"|{_CONTENT}[^.]{{0,60}}\b(?:blocked|rejected|triggered|violat)"
    r"|filtered due to the prompt triggering"
    r"|\b(?:was|were|been|is) flagged\b|flagged as potentially"
    r"|violat\w+ (?:\w+ ){0,5}(?:usage|content|safety|acceptable use)[\w ]{0,20}"
    r"(?:polic|guideline|rule|standard)"
    r"|(?:classified|detected|deemed|marked) (?:as )?(?:unsafe|harmful|toxic)"
    r"|content exists risk|considered high risk"
    r"|(?:inappropriate|harmful|unsafe|explicit|sensitive|prohibited) content"
    r"|\u654f\u611f\u5185\u5bb9"
    r"|safety (?:system|filter|reasons|check)|new_sensitive|prohibited_content"
)
#: Azure blocks a whole resource in the same words.
_ACCOUNT = later(r"resource has been|account (?:has been|was|is)|organi[sz]ation has been")


def is_blocked(status: int, error: ErrorBody, own: str) -> bool:
    """Return True if an error says that the provider's filter stopped the question.

    `own` are the provider's own words in lower case.
    """
    if status in _OTHER_STATUSES or _ACCOUNT.search(own):
        return False
    if error.codes & _CODES or any(_is_verdict(layer) for layer in error.layers):
        return True
    return bool({status, error.status} & _STATUSES) and _PHRASES.search(own) is not None


def _is_verdict(layer: Mapping[str, Any]) -> bool:
    """Return True for what a filter found (Azure, Zhipu, Gemini, OpenRouter)."""
    results = (layer.get("content_filter_result"), layer.get("content_filter_results"))
    if any(is_filtered(result) for result in results):
        return True
    if layer.get("contentFilter") or layer.get("flagged_input") is not None:
        return True
    return any(layer.get(name) for name in ("blockReason", "block_reason"))
