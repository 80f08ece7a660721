"""Kinds of failure by what a provider says: first a code, then a status, and a phrase last."""

from collections.abc import Iterable

from delibctl.edge.providers.errors.error_body import ErrorBody
from delibctl.model import FailureKind
from delibctl.text.lazy import later

#: Codes that mean one thing at every provider that uses them, whatever the status. The numbers are
#: Zhipu's.
_CODES: dict[FailureKind, set[str]] = {
    FailureKind.AUTH: {
        *("invalid_api_key", "incorrect_api_key", "api_key_invalid", "authentication_error"),
        *("invalid_authentication_error", "incorrect_api_key_error", "unauthenticated"),
        *("invalidapikey", "unrecognizedclientexception", "invalidsignatureexception"),
        *("expiredtokenexception", "missingauthenticationtokenexception", "auth_error"),
    },
    FailureKind.QUOTA: {
        *("insufficient_quota", "exceeded_current_quota_error", "billing_hard_limit_reached"),
        *("billing_error", "billing_not_active", "insufficient_balance", "insufficient_credits"),
        *("arrearage", "allocationquota.freetieronly", "budget_exceeded", "payment_required"),
        *("credit_limit_exceeded", "1113", "1304", "1308", "1310"),
    },
    FailureKind.CONTEXT: {
        *("context_length_exceeded", "context_window_exceeded", "exceed_context_size_error"),
        *("string_above_max_length", "string_too_long", "max_tokens_exceeded", "1261"),
        *("token_limit_exceeded", "request_too_large", "input_too_long", "prompt_too_long"),
    },
    FailureKind.UNKNOWN_MODEL: {
        *("model_not_found", "deploymentnotfound", "model_not_available", "invalid_model"),
        *("model_not_exist", "modelnotfound", "model_decommissioned", "resource_not_found_error"),
        *("unknown_model", "invalid_model_id", "1211"),
    },
    FailureKind.UNSUPPORTED: {
        *("unsupported_parameter", "unsupported_value", "unknown_parameter"),
        *("extra_forbidden", "unsupportedparamserror"),
    },
    FailureKind.OVERLOADED: {
        *("overloaded_error", "engine_overloaded_error", "engine_overloaded", "overloaded"),
        *("capacity_exceeded", "service_unavailable", "serviceunavailableexception"),
        *("modelnotreadyexception", "unavailable_error", "loading_model", "server_overloaded"),
    },
    FailureKind.RATE_LIMIT: {
        *("rate_limit_exceeded", "rate_limit_error", "rate_limited", "throttlingexception"),
        *("rate_limit_reached_error", "limit_requests", "limit_burst_rate", "resource_exhausted"),
        *("throttling", "throttling.ratequota", "throttling.burstrate", "toomanyrequests"),
        *("1302", "1303", "1305", "1312"),
    },
}
_STATUSES = {
    401: FailureKind.AUTH,
    402: FailureKind.QUOTA,
    403: FailureKind.FORBIDDEN,
    404: FailureKind.UNKNOWN_MODEL,
    408: FailureKind.TIMEOUT,
    409: FailureKind.SERVER,
    413: FailureKind.CONTEXT,
    429: FailureKind.RATE_LIMIT,
    498: FailureKind.OVERLOADED,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMEOUT,
    529: FailureKind.OVERLOADED,
}
#: Statuses that are clear; a server that is down may say anything about it.
_CLEAR = {401, 402, 408, 409, 503, 504, 529}

_KEY = later(r"(?:incorrect|invalid|missing|no) (?:\w+ )?api[ _-]?key|api key not valid")
_UNPAID = later(
    r"credit balance|api usage limits|monthly (?:included )?(?:credits|spending)|out of credits"
    r"|(?:used|exhausted) all (?:\w+ )?(?:\w+ )?credits|insufficient (?:balance|credits|funds)"
)
#: A spent account, for which waiting is useless. A limit per minute is called a quota as well, and
#: may name the page on which to pay for more.
_SPENT = later(r"exceeded your current quota|usage limit|billing|per ?day|daily|arrears")
_BY_DAY = later(r"per ?day|daily limit|perday")
_TEMPORARY = later(r"rate limit|per min|(?:try again|retry) (?:in|after) \d")
_OVERLOADED = later(r"overloaded|at capacity|capacity exceeded|server (?:is )?busy|loading model")
_MODEL = later(
    r"(?:model|deployment)\b.{0,120}(?:does not exist|not exist|not found|decommissioned"
    r"|no longer (?:available|supported))|model identifier is invalid|not a valid model"
    r"|model \S{1,100} (?:is )?(?:not supported|unknown|not available|not loaded|invalid)"
    r"|(?:no such|unknown|invalid|unsupported) model\b|no models? (?:is |are )?loaded"
    r"|not found the model|no endpoints found"
)
#: A server that knows nothing of models says only that it found nothing.
_NAMED = later(r"model|deployment|endpoints|adapter|engine")
_UNKNOWN_PARAMETER = later(
    r"(?:unsupported|unknown) (?:parameter|value)|unrecognized request argument|unknown name"
    r"|extra inputs are not permitted|extraneous key|unexpected keyword argument"
    r"|property [\w\s.-]{1,80} unsupported|argument not supported"
    r"|does not support (?:thinking|(?:the )?parameter)|the requested parameters"
)
_TOO_LONG = later(
    r"maximum (?:context|prompt|model) length|context length is only|available context size"
    r"|exceed\w* (?:the )?(?:\w+ )?context|longer than the (?:model's )?context|string too long"
    r"|too many (?:input )?tokens|model's (?:maximum )?context length|prompt is too long"
    r"|input is too long|(?:prompt|input) (?:\w+ )?(?:exceeds|too long)|token count .{0,60}exceeds"
    r"|range of input length|model token limit|greater than the context length"
    r"|max_new_tokens must be|inputs? must have less than|context window"
    r"|input token length too long|too large for model with"
)
_SPOILED = {"json_validate_failed"}
#: What a limit of tokens a minute is, and what a request would take of it.
_LIMIT = later(r"limit:? ?(\d[\d,]*)\D{1,60}?requested:? ?(\d[\d,]*)")


def kind_of_error(status: int, error: ErrorBody, own: str) -> FailureKind:
    """Return the kind of an error; `own` are the provider's own words in lower case."""
    if any(True for _ in error.fields("failed_generation")) or _SPOILED & error.codes:
        # What this one sample said is no JSON (Groq); the next one may be.
        return FailureKind.BAD_REPLY
    if is_over_the_minute(status, own):
        return FailureKind.TOO_LARGE
    if status not in _CLEAR and (kind := _kind_of_codes(error.codes)):
        return _of_limits(error, own) if kind is FailureKind.RATE_LIMIT else kind
    return _kind_of_status(status, error, own)


def names_model(error: ErrorBody, own: str) -> bool:
    """Return True for an error about a model, not about an address."""
    return bool(error.codes & _CODES[FailureKind.UNKNOWN_MODEL]) or _NAMED.search(own) is not None


def is_over_the_minute(status: int, own: str) -> bool:
    """Return True for a request that is larger than all tokens of a minute (OpenAI, Groq)."""
    if status not in (400, 413, 429) or "token" not in own:
        return False
    if match := _LIMIT.search(own):
        return int(match[2].replace(",", "")) > int(match[1].replace(",", ""))
    return "request too large" in own and "per min" in own


def _kind_of_codes(codes: Iterable[str]) -> FailureKind | None:
    found = set(codes)
    return next((kind for kind, names in _CODES.items() if found & names), None)


def _of_limits(error: ErrorBody, own: str) -> FailureKind:
    """Return which limit was reached: that of an account, of a server, or of a rate."""
    by_day = any("perday" in code for code in error.codes) or _BY_DAY.search(own)
    spent = _UNPAID.search(own) or (_SPENT.search(own) and not _TEMPORARY.search(own))
    if by_day or spent:
        return FailureKind.QUOTA
    return FailureKind.OVERLOADED if _OVERLOADED.search(own) else FailureKind.RATE_LIMIT


def _kind_of_status(status: int, error: ErrorBody, own: str) -> FailureKind:
    if status == 429:
        return _of_limits(error, own)
    if status == 403:
        limited = FailureKind.RATE_LIMIT if _TEMPORARY.search(own) else FailureKind.FORBIDDEN
        return _of_account(own) or limited
    if status == 404 and _UNKNOWN_PARAMETER.search(own):
        # No provider behind a gateway takes them (OpenRouter).
        return FailureKind.UNSUPPORTED
    if kind := _STATUSES.get(status):
        return kind
    if _TOO_LONG.search(own):
        return FailureKind.CONTEXT
    if status >= 500:
        return FailureKind.OVERLOADED if _OVERLOADED.search(own) else FailureKind.SERVER
    return _of_account(own) or _of_request(own)


def _of_account(own: str) -> FailureKind | None:
    if _UNPAID.search(own):
        return FailureKind.QUOTA
    return FailureKind.AUTH if _KEY.search(own) else None


def _of_request(own: str) -> FailureKind:
    if _UNKNOWN_PARAMETER.search(own):
        return FailureKind.UNSUPPORTED
    return FailureKind.UNKNOWN_MODEL if _MODEL.search(own) else FailureKind.BAD_REQUEST
