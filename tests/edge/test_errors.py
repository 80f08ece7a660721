"""What a provider says in an error: its filter, and how long to wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from math import inf
from typing import Any
from urllib.parse import quote

import pytest

from delibctl.edge.providers.direct.openai_wire import decoded
from delibctl.edge.providers.errors.error_body import ErrorBody, read_error
from delibctl.edge.providers.errors.error_response import HTTPResponse, failure_of_response
from delibctl.edge.providers.errors.own_words import own_words
from delibctl.edge.providers.errors.waits import wait_in, wait_of
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.requests.complaint import NO_COMPLAINT
from delibctl.edge.providers.through_litellm.litellm_errors import failure_of
from delibctl.edge.providers.through_litellm.litellm_exchange import Exchange
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.edge.providers.wire import WireFailure, WireRequest
from delibctl.model import FailureKind

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")


REQUEST = WireRequest(
    address=None,
    key=None,
    model="openai/m",
    messages=[],
    parameters={},
    response_format=None,
    timeout=10.0,
)


def failed(error: Exception) -> WireFailure:
    """The failure for an error of a provider that LiteLLM asks with a client of its own."""
    return failure_of(error, load(), Redactor({}, None), REQUEST, Exchange())


def refused(message: str) -> Exception:
    error: Exception = load().BadRequestError(message=message, model="m", llm_provider="openai")
    return error


@pytest.mark.parametrize(
    "message",
    [
        "Error code: 400 - {'error': {'message': 'x', 'code': 'content_filter'}}",
        'OpenAIException - {"error": {"message": "x", "code": "invalid_prompt"}}',
        "Invalid prompt: it was flagged as potentially violating our usage policy.",
        "The response was filtered due to the prompt triggering a content management policy.",
    ],
)
def test_a_filter_is_known_by_its_code_or_its_sentence(message: str) -> None:
    assert failed(refused(message)).blocked


@pytest.mark.parametrize(
    "message",
    [
        "messages[0]: 'Our usage policy has three parts' is too long",
        "unexpected role in: Is a content_filter an invalid_prompt of a content management policy?",
    ],
)
def test_a_question_that_is_repeated_in_an_error_is_no_filter(message: str) -> None:
    assert not failed(refused(message)).blocked


def waits(**headers: str) -> float | None:
    error: Any = load().RateLimitError(message="slow down", model="m", llm_provider="openai")
    error.litellm_response_headers = {k.replace("_", "-"): v for k, v in headers.items()}
    return failed(error).retry_after


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": "900"}, 120.0),
        ({"retry_after_ms": "250", "retry_after": "1"}, 0.25),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-1"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({}, None),
    ],
    ids=lambda value: str(value),
)
def test_a_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert waits(**headers) == seconds


def test_a_wait_until_a_date_is_the_time_until_then() -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)

    seconds = waits(retry_after=then)
    assert seconds is not None
    assert 0 < seconds <= 60  # less on a busy machine


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Rate limit reached for m. Please try again in 6.5s. Visit", 6.5),
        ("Please try again in 250ms.", 0.25),
        ("Please try again in 1m26.4s.", 86.4),
        ("Please try again in 2h3m.", 7380.0),
        ("Please retry after 20 seconds.", 20.0),
        ("please try again after 1 seconds", 1.0),
        ("Wait 2 minutes and 5 seconds", 125.0),
        ("retry_delay { seconds: 20 }", 20.0),
        ("Please retry in 5 models", None),
        ("Please retry in 20 seconds", 20.0),
        ('{"retryDelay": "13s"}', 13.0),
        ("Please try again later.", None),
        ("Limit 30 s, used 20 s", None),
        ("try again in " + "9" * 400 + "s", inf),
        ("try again in " * 20_000, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wait_is_read_from_the_text_of_an_error(text: str, seconds: float | None) -> None:
    assert wait_in(text) == (seconds if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ({"error": {"retry_after": 5}}, 5.0),
        ({"retry_after": "20"}, 20.0),
        ({"error": {"retry_after_ms": 1500}}, 1.5),
        ({"error": {"details": [{"retryDelay": "13s"}]}}, 13.0),
        ([{"error": {"details": [{"retryDelay": "0.5s"}]}}], 0.5),
        ({"error": {"metadata": {"headers": {"X-RateLimit-Reset": "4"}}}}, 4.0),
        ({"error": {"metadata": {"raw": '{"error": {"retry_after": 3}}'}}}, 3.0),
        ({"error": {"retry_after": -1}}, None),
        ({"error": {"retry_after": True}}, None),
        ({"error": {"retry_after": "soon"}}, None),
        ({"error": {"failed": {"retry_after": 5}}}, None),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_wait_is_read_from_the_fields_of_an_error(body: Any, seconds: float | None) -> None:
    assert wait_of({}, read_error(body), overloaded=True) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset-requests": "1m2s"}, 62.0),
        (
            {
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": "1m2s",
                "x-ratelimit-remaining-tokens": "900",
                "x-ratelimit-reset-tokens": "5s",
            },
            62.0,
        ),
        ({"x-ratelimit-reset-requests": "1m2s", "x-ratelimit-reset-tokens": "5s"}, 5.0),
        ({"anthropic-ratelimit-tokens-reset": "2020-01-01T00:00:00Z"}, None),
        ({"ratelimit-reset": "12"}, 12.0),
        ({"x-ratelimit-reset": "1577836800000"}, None),
        ({"x-ratelimit-limit-requests": "60"}, None),
        ({"retry-after": "2", "x-ratelimit-reset-requests": "9s"}, 2.0),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_wait_is_read_from_the_headers_of_a_limit(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert wait_of(headers, ErrorBody(), overloaded=True) == seconds


def test_a_wait_that_is_longer_than_two_minutes_is_said() -> None:
    error: Any = load().RateLimitError(message="slow down", model="m", llm_provider="openai")
    error.litellm_response_headers = {"retry-after": "900"}

    assert failed(error).message == (
        "slow down (it asks to wait 15 min; delibctl waits 2 min at most)"
    )


SECRET = "The policy speaks of a prompt that was flagged, and of the maximum context length."


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (f"messages[0]: {SECRET} is too odd", "messages[0]:  . is too odd"),
        (f"messages[0]: '{SECRET}' is too odd", "messages[0]:   is too odd"),
        (f"messages[0]: {SECRET[:40]}", "messages[0]:   f"),
        ("Unsupported parameter: 'max_tokens'", "unsupported parameter: max_tokens"),
        ("It isn't what you'd think", "it isn't what you'd think"),
        ("Invalid role 'flagged'", "invalid role  "),
    ],
)
def test_what_an_error_repeats_of_the_question_is_not_the_providers_word(
    message: str, words: str
) -> None:
    assert own_words(message, [SECRET]) == words


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": f"messages[1] is too odd: {SECRET}"}},
        {"detail": [{"msg": "too odd", "input": {"code": "content_filter", "content": SECRET}}]},
        {"error": {"message": "too odd", "prompt": {"type": "content_filter"}}},
    ],
)
def test_no_error_is_a_filter_or_too_long_because_of_the_question_that_it_repeats(
    body: Any,
) -> None:
    response = HTTPResponse(status=400, headers={}, body=body, text="")
    found = failure_of_response(response, [SECRET], Redactor({}, None))

    assert (found.kind, found.blocked) == (FailureKind.BAD_REQUEST, False)


def said(status: int, message: str, code: str | None = None, **more: Any) -> WireFailure:
    body = {"error": {"message": message, "code": code, **more}}
    response = HTTPResponse(status=status, headers={}, body=body, text="")
    return failure_of_response(response, [], Redactor({}, None))


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (413, "Request too large on tokens per minute (TPM): Limit 4000, Requested 8000", "large"),
        (
            429,
            "Too large on tokens per min (TPM): Limit 10,000, Requested 12,000.",
            "large",
        ),
        (429, "Request too large for m on tokens per min", "large"),
        (429, "On tokens per min (TPM): Limit 30000, Used 28000, Requested 5000", "rate"),
        (429, "On requests per min (RPM): Limit 3, Used 3, Requested 1", "rate"),
    ],
)
def test_a_size_that_no_minute_has_room_for_names_max_tokens(
    status: int, message: str, kind: str
) -> None:
    found = said(status, message, "rate_limit_exceeded")

    too_large = kind == "large"
    assert (found.kind is FailureKind.TOO_LARGE) is too_large
    assert ("lower `max_tokens`: it counts against the limit" in found.message) is too_large


def test_json_that_one_sample_spoiled_is_the_fault_of_that_sample() -> None:
    found = said(
        400,
        "Failed to generate JSON. Please adjust your prompt.",
        "json_validate_failed",
        failed_generation='{"style": "context_length_exceeded',
    )

    assert found.kind is FailureKind.BAD_REPLY


def test_json_that_was_spoiled_is_known_by_its_code_alone() -> None:
    assert said(400, "Try again.", "json_validate_failed").kind is FailureKind.BAD_REPLY


def test_a_number_that_is_a_key_error_elsewhere_does_not_decide_over_the_status() -> None:
    # Mistral's fault of the server has a number that Zhipu has for a key.
    assert said(500, "Service unavailable.", "1000").kind is FailureKind.SERVER


def test_no_provider_for_the_parameters_is_no_unknown_model() -> None:
    message = "No endpoints found that can handle the requested parameters."
    assert said(404, message).kind is FailureKind.UNSUPPORTED


@pytest.mark.parametrize(
    ("code", "message", "kind", "blocked"),
    [
        (1002, "rate limit", FailureKind.RATE_LIMIT, False),
        (1004, "login fail", FailureKind.AUTH, False),
        (1008, "insufficient balance", FailureKind.QUOTA, False),
        (1013, "unknown error", FailureKind.SERVER, False),
        (1026, "input new_sensitive", FailureKind.SERVER, True),
        (1039, "token limit", FailureKind.CONTEXT, False),
        (2013, "invalid params", FailureKind.BAD_REQUEST, False),
    ],
)
def test_a_cause_beside_status_200_is_read(
    code: int, message: str, kind: FailureKind, blocked: bool
) -> None:
    body = {"choices": None, "base_resp": {"status_code": code, "status_msg": message}}
    response = HTTPResponse(status=200, headers={}, body=body, text="")
    found = failure_of_response(response, [], Redactor({}, None))

    assert (found.kind, found.blocked, found.message) == (kind, blocked, message)


def test_a_server_that_does_not_serve_the_address_says_so_with_status_200() -> None:
    said = "Unexpected endpoint or method. (POST /chat/completions)"
    response = HTTPResponse(status=200, headers={}, body={"error": said}, text="")

    assert failure_of_response(response, [], Redactor({}, None)) == WireFailure(
        kind=FailureKind.ADDRESS,
        message="the server answered, but with no completion: is `api_base` right? "
        f"It says: {said}",
        no_completion=True,
    )


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "Your resource has been temporarily blocked as it may violate our content policy."),
        (403, "Access was blocked by a policy of your network"),
        (400, "The request was rejected: messages.content has to be a text"),
        (500, "The moderation service failed: content policy was not read"),
        (404, "No endpoints found that match your guardrail restrictions"),
    ],
)
def test_what_concerns_an_account_or_a_server_is_no_filter(status: int, message: str) -> None:
    assert not said(status, message).blocked


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"detail": "Not Found"}', ": Not Found"),
        (b'{"error": {"code": 404, "message": "File Not Found"}}', ": File Not Found"),
        (b"404 page not found", ": 404 page not found"),
        (b"<html>404 Not Found</html>", ""),
    ],
)
def test_a_404_without_a_model_says_which_address_was_asked(body: bytes, said: str) -> None:
    url = "http://127.0.0.1:8000/chat/completions"
    text = body.decode()
    read = decoded(body)
    response = HTTPResponse(status=404, headers={}, body=read, text=text, url=url)

    found = failure_of_response(response, [], Redactor({}, None))
    assert replace(found, complaint=NO_COMPLAINT) == WireFailure(
        kind=FailureKind.ADDRESS,
        message="the server answered, but with no completion: is `api_base` right? "
        f"{url} says 404{said}; a server of one's own has an address that ends in /v1, as in "
        "http://localhost:8000/v1",
        no_completion=True,
    )


@pytest.mark.parametrize("at", range(270, 310, 3))
def test_a_key_is_removed_before_a_long_error_is_cut(at: int) -> None:
    key = "sk-0123456789abcdef"
    message = f"{'x' * at}{key} is wrong"

    failure = failure_of_response(
        HTTPResponse(status=401, headers={}, body={"error": {"message": message}}, text=message),
        [],
        Redactor({"MODEL_API_KEY": key}),
    )

    assert "sk-" not in failure.message


@pytest.mark.parametrize("key", ["sk-0123/4567+89", "0123 4567:89", "plain-key-01"])
def test_a_key_is_removed_from_an_address_as_well(key: str) -> None:
    target = f"https://login.example/?next={quote(key, safe='')}&again={key}"
    found = failure_of_response(
        HTTPResponse(status=302, headers={"location": target}, body=None, text=""),
        [],
        Redactor({"MODEL_API_KEY": key}),
    )

    assert "https://login.example/?next=[key]&again=[key] (302)" in found.message


@pytest.mark.parametrize(
    "spelled",
    [
        "sk/0123+456&789",
        "sk%2F0123%2B456%26789",
        "sk%2f0123%2B456%26789",
        "sk/0123%2B456%26789",
        "sk/0123+456&amp;789",
        "sk&#x2F;0123+456&amp;789",
        "sk&#47;0123+456&amp;789",
        "sk\\/0123+456&789",
    ],
)
def test_a_key_is_removed_however_a_server_spells_it(spelled: str) -> None:
    text = f"it broke: {spelled} is wrong"

    failure = failure_of_response(
        HTTPResponse(status=500, headers={}, body=None, text=text),
        [],
        Redactor({"MODEL_API_KEY": "sk/0123+456&789"}),
    )

    assert failure.message == "it broke: [key] is wrong"


@pytest.mark.parametrize(
    ("status", "text", "message"),
    [
        (403, "<!doctype html><html><script>alert(1)</script>", "it answered with a page"),
        (502, "<HTML><title>502 Bad Gateway</title></HTML>", "it answered with a page"),
        (500, "<Error><Message>it broke</Message></Error>", "<Error><Message>it broke"),
        (500, "it broke", "it broke"),
    ],
)
def test_a_page_is_called_one_and_not_shown(status: int, text: str, message: str) -> None:
    response = HTTPResponse(status=status, headers={}, body=None, text=text)

    assert failure_of_response(response, [], Redactor({})).message.startswith(message)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("You have exceeded a secondary rate limit", FailureKind.RATE_LIMIT),
        ("Rate limit exceeded: 20 requests per minute", FailureKind.RATE_LIMIT),
        ("Forbidden, try again in 20 seconds", FailureKind.RATE_LIMIT),
        ("Your credit balance is too low for this rate limit", FailureKind.QUOTA),
        ("Your key may not use this model", FailureKind.FORBIDDEN),
    ],
)
def test_a_403_may_be_a_rate_limit(message: str, kind: FailureKind) -> None:
    assert said(403, message).kind is kind
