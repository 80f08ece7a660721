"""What a provider says in an error: its filter, and how long to wait."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from delibctl.edge.providers.failure_kinds import wait_in
from delibctl.edge.providers.litellm_errors import failure_of
from delibctl.edge.providers.litellm_library import load
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import WireFailure

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")


def failed(error: Exception) -> WireFailure:
    return failure_of(error, load(), Redactor({}, None), 10.0)


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
        ("Please try again in 2h3m.", 120.0),
        ("Please retry in 20 seconds", 20.0),
        ('{"retryDelay": "13s"}', 13.0),
        ("Please try again later.", None),
        ("Limit 30 s, used 20 s", None),
        ("try again in " + "9" * 400 + "s", 120.0),
        ("try again in " * 20_000, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wait_is_read_from_the_text_of_an_error(text: str, seconds: float | None) -> None:
    assert wait_in(text) == (seconds if seconds is None else pytest.approx(seconds))
