"""What delibctl adds of its own accord, it takes back where a provider turns it down."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from support.chat_server import ChatServer, serving
from support.wire.anthropic_messages import ANTHROPIC
from support.wire.openai_chat import HOSTED_VLLM, OPENAI, OPENAI_BY_LITELLM
from support.wire.shape import Wire

from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.model import (
    Failure,
    FailureKind,
    Message,
    ModelSpec,
    Question,
    Reply,
    ReplyForm,
    Wants,
)

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(
    messages=(
        Message(role="system", content="The policy."),
        Message(role="system", content="Own text."),
        Message(role="user", content="May I?"),
    ),
    form=ReplyForm.PROMPT,
)
Request = dict[str, Any]
#: True for a request that the server turns down.
Rejects = Callable[[Request], bool]
OVER_BOTH = [OPENAI, OPENAI_BY_LITELLM]
over_both = pytest.mark.parametrize("wire", OVER_BOTH, ids=str)


def error(message: str, **fields: Any) -> Request:
    return {"error": {"message": message, "type": "invalid_request_error"} | fields}


def server_of(wire: Wire, rejects: Rejects, body: Request, status: int = 400) -> ChatServer:
    """A server that turns down some requests with that body, and answers the others."""
    wire = replace(wire, errors={**wire.errors, "complaint": (status, body)})
    server = ChatServer(answer=lambda _request: "Yes.", wire=wire)
    server.fault = lambda number, _read: "complaint" if rejects(server.requests[number]) else None
    return server


def asked(
    server: ChatServer, *questions: Question, attempts: int = 1, **model: Any
) -> list[Reply | Failure]:
    """Ask the questions, all at once."""

    async def ask() -> list[Reply | Failure]:
        fields = {"name": server.wire.model, "wire": server.wire.asked, **model}
        spec = ModelSpec(alias="m", api_base=server.url, api_key_env="WIRE_KEY", **fields)
        retries = Retries(attempts=attempts, base=0.001)
        provider = Provider(spec, {"WIRE_KEY": "loopback/0123456789.wxyz"}, Random(1), retries)
        try:
            return await asyncio.gather(*map(provider.ask, questions or [QUESTION]))
        finally:
            await provider.close()

    with serving(server):
        return asyncio.run(ask())


def sends_old_limit(request: Request) -> bool:
    return "max_tokens" in request


def sends_new_limit(request: Request) -> bool:
    return "max_completion_tokens" in request


def roles(request: Request) -> list[str]:
    return [message["role"] for message in request["messages"]]


def sends_system(request: Request) -> bool:
    return "system" in roles(request)


def sends_two_systems(request: Request) -> bool:
    return "system" in roles(request)[1:]


@dataclass(frozen=True)
class Row:
    """A complaint as some provider words it, about some requests."""

    rejects: Rejects
    body: Request
    note: str
    status: int = 400


NEW_LIMIT = "max_completion_tokens was sent in place of max_tokens"
OLD_LIMIT = "max_tokens was sent in place of max_completion_tokens"
JOINED = "several system messages were joined into one"
AS_USER = "the system text was sent as the beginning of the first user turn"


def about_limit(message: str, status: int = 400, **fields: Any) -> Row:
    return Row(sends_old_limit, error(message, **fields), NEW_LIMIT, status)


def about_system(message: str, status: int = 400, **fields: Any) -> Row:
    return Row(sends_system, error(message, **fields), AS_USER, status)


def about_two(message: str, status: int = 400, **fields: Any) -> Row:
    return Row(sends_two_systems, error(message, **fields), JOINED, status)


COMPLAINTS = {
    "limit, OpenAI": about_limit(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        "'max_completion_tokens' instead.",
        param="max_tokens",
        code="unsupported_parameter",
    ),
    "limit, Azure without a parameter": about_limit(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        "'max_completion_tokens' instead.",
        param=None,
        code=None,
    ),
    "limit, by its place": Row(
        sends_old_limit,
        {"detail": [{"type": "extra_forbidden", "loc": ["body", "max_tokens"], "msg": "Extra"}]},
        NEW_LIMIT,
        422,
    ),
    "limit, in few words": about_limit("Unrecognized request argument supplied: max_tokens"),
    "limit, as a server error": about_limit("max_tokens: Extra inputs are not permitted", 500),
    "limit, Groq": about_limit("property 'max_tokens' is unsupported"),
    "limit, deprecated": about_limit("`max_tokens` is deprecated, use `max_completion_tokens`."),
    "limit, in French with a parameter": about_limit("Non pris en charge.", param="max_tokens"),
    "limit, without a word": about_limit("", param="max_tokens"),
    "limit, in Chinese": about_limit("参数错误,请使用 max_completion_tokens"),
    "limit, in German": about_limit("Bitte max_completion_tokens statt max_tokens verwenden."),
    "limit, replaced": about_limit("`max_tokens` was replaced by `max_completion_tokens`"),
    "system, listed roles": about_system("Invalid role: system. Must be one of: user, assistant"),
    "system, the first message": about_system("The first message must be from the user."),
    "system, Bedrock's order": about_system("A conversation must start with a user message."),
    "two, one place": about_two("role 'system' must be the first message, got index 1"),
    "two, in a row": about_two("consecutive messages with the same role are not allowed"),
    "system, vLLM": Row(
        sends_system,
        {"object": "error", "message": "System role not supported", "code": 400, "param": None},
        AS_USER,
    ),
    "system, o1-mini": about_system(
        "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        param="messages[0].role",
        code="unsupported_value",
    ),
    "system, Gemini": about_system("Developer instruction is not enabled for models/gemma-3-27b"),
    "system, Mistral's template": about_system("Only user and assistant roles are supported!"),
    "system, Bedrock": about_system("This model doesn't support system messages. Try again."),
    "system, Claude": about_system(
        'messages: Unexpected role "system". The Messages API accepts a top-level `system`'
    ),
    "system, by its place": Row(
        sends_system,
        {"detail": [{"loc": ["body", "messages", 0, "role"], "msg": "Input should be 'user'"}]},
        AS_USER,
        422,
    ),
    "system, as a server error": about_system("jinja: System role not supported", 500),
    "system, turns that alternate": about_system(
        "Conversation roles must alternate user/assistant/user/assistant/..."
    ),
    "two, llama.cpp": about_two("System message must be at the beginning."),
    "two, Qwen's template": about_two("System message must be the first message"),
    "two, Mistral": about_two("Unexpected role 'system' after role 'system'", code=3230),
    "two, by its place": about_two("invalid", param="messages[1].role"),
    "two, in other words": about_two("Only one system message is allowed."),
    "two, turns that alternate": about_two(
        "After the optional system message, conversation roles must alternate user/assistant"
    ),
}


#: One row of each kind also runs through LiteLLM; the others say the same a second time, slowly.
TELLING = {
    "limit, OpenAI",
    "limit, by its place",
    "limit, as a server error",
    "system, vLLM",
    "system, by its place",
    "system, as a server error",
    "two, llama.cpp",
    "two, by its place",
}
ROWS = [
    pytest.param(
        label,
        wire,
        marks=() if wire is OPENAI or label in TELLING else pytest.mark.slow,
        id=f"{label}, {wire}",
    )
    for label in COMPLAINTS
    for wire in OVER_BOTH
]


@pytest.mark.two_rows
@pytest.mark.parametrize(("label", "wire"), ROWS)
def test_what_is_turned_down_is_taken_back_and_remembered(label: str, wire: Wire) -> None:
    row = COMPLAINTS[label]
    server = server_of(wire, row.rejects, row.body, row.status)
    found = asked(server, *(replace(QUESTION, repeat=n) for n in range(3)))

    assert [reply.text for reply in found if isinstance(reply, Reply)] == ["Yes."] * 3
    assert all(reply.notes[-1] == row.note for reply in found)
    assert sum(reply.attempts for reply in found) == len(server.requests)
    assert not row.rejects(server.requests[-1])


@over_both
def test_a_server_of_old_gets_the_old_name_of_the_limit(wire: Wire) -> None:
    message = "Unrecognized request argument supplied: max_completion_tokens"
    server = server_of(wire, sends_new_limit, error(message))
    (found,) = asked(server, name="openai/gpt-5-mini")

    assert isinstance(found, Reply), found
    assert found.notes == (OLD_LIMIT,)
    assert [request.get("max_tokens") for request in server.requests] == [None, 4096]


@over_both
def test_a_server_that_takes_neither_name_is_asked_thrice_at_most(wire: Wire) -> None:
    message = "Unsupported parameter: max_tokens and max_completion_tokens"
    server = server_of(wire, lambda _request: True, error(message))
    (found,) = asked(server, attempts=6)

    assert isinstance(found, Failure), found
    assert (found.kind, found.setting) == (FailureKind.UNSUPPORTED, "")
    assert found.attempts == len(server.requests) <= 3


@over_both
def test_a_policy_that_an_error_repeats_is_no_complaint(wire: Wire) -> None:
    policy = "System role not supported by the max_tokens that response_format says is deprecated."
    messages = (Message(role="system", content=policy), *QUESTION.messages[2:])
    body = error(f"Invalid body: {json.dumps([{'role': 'system', 'content': policy}])}")
    server = server_of(wire, lambda _request: True, body)
    (found,) = asked(server, replace(QUESTION, messages=messages))

    assert isinstance(found, Failure), found
    assert len(server.requests) == 1


@over_both
def test_a_limit_that_is_too_large_keeps_its_name(wire: Wire) -> None:
    message = "max_tokens is too large: 4096. This model supports at most 2048 completion tokens."
    server = server_of(wire, lambda _request: True, error(message, param="max_tokens", code=None))
    (found,) = asked(server)

    assert isinstance(found, Failure), found
    assert len(server.requests) == 1


@over_both
def test_one_after_another_is_taken_back(wire: Wire) -> None:
    def fault(number: int, _read: Request) -> str | None:
        sent = server.requests[number]
        complaints = {
            "limit": sends_old_limit(sent),
            "two": sends_two_systems(sent),
            "system": sends_system(sent),
        }
        return next((name for name, applies in complaints.items() if applies), None)

    errors = {
        "limit": (400, COMPLAINTS["limit, OpenAI"].body),
        "two": (400, COMPLAINTS["two, llama.cpp"].body),
        "system": (400, COMPLAINTS["system, vLLM"].body),
    }
    wire = replace(wire, errors=errors)
    server = ChatServer(answer=lambda _request: "Yes.", wire=wire, fault=fault)
    (found,) = asked(server)

    assert isinstance(found, Reply), found
    assert found.notes == (NEW_LIMIT, JOINED, AS_USER)
    assert found.attempts == len(server.requests) == 4
    assert server.requests[-1]["messages"] == [
        {"role": "user", "content": "The policy.\n\nOwn text.\n\nMay I?"}
    ]


def test_of_many_first_questions_one_finds_out_the_rest() -> None:
    """A provider is asked one question at first: the others wait for what it finds out."""
    everyone = 20
    turned_down = COMPLAINTS["two, llama.cpp"], COMPLAINTS["system, vLLM"]

    def fault(number: int, _read: Request) -> str | None:
        sent = server.requests[number]
        return next((str(n) for n, row in enumerate(turned_down) if row.rejects(sent)), None)

    wire = replace(OPENAI, errors={str(n): (400, row.body) for n, row in enumerate(turned_down)})
    server = ChatServer(answer=lambda _request: "Yes.", wire=wire, fault=fault, delay=0.05)
    found = asked(server, *(replace(QUESTION, repeat=n) for n in range(everyone)))

    assert all(isinstance(reply, Reply) for reply in found)
    assert len(server.requests) == everyone + len(turned_down)


AUTO = replace(QUESTION, form=ReplyForm.AUTO)


def sends_format(request: Request) -> bool:
    return "response_format" in request


def sends_schema(request: Request) -> bool:
    return bool(request.get("response_format", {}).get("type") == "json_schema")


SERVER_ERRORS = {
    "500": (500, "Failed to initialize samplers", sends_format, ReplyForm.PROMPT),
    "500 without a word": (500, "it broke", sends_format, ReplyForm.PROMPT),
    "501": (501, "not implemented", sends_format, ReplyForm.PROMPT),
    "500 for a schema": (500, "it broke", sends_schema, ReplyForm.JSON_OBJECT),
    "500 that names it": (
        500,
        "response_format: json_schema?",
        sends_schema,
        ReplyForm.JSON_OBJECT,
    ),
    "502 that names it": (502, "failed to parse grammar", sends_format, ReplyForm.PROMPT),
    "503 that names it": (503, "no json_schema here", sends_schema, ReplyForm.JSON_OBJECT),
}


INVALID = {
    "structured outputs": error("This model does not support structured outputs."),
    "guided decoding": error("guided decoding backend is not available"),
    "JSON mode": error("JSON mode is not enabled for this model."),
    "Gemini": {"error": {"code": 400, "message": "Request contains an invalid argument."}},
    "a key of the schema": error('Unknown name "additionalProperties" at "generation_config"'),
    "another name for it": error("output_config: Extra inputs are not permitted"),
    "no word on JSON": error(
        "'messages' must contain the word 'json' to use 'response_format'.", param="messages"
    ),
}


@pytest.mark.parametrize("label", INVALID)
def test_an_invalid_request_that_comes_with_a_form_tries_the_next(label: str) -> None:
    server = server_of(OPENAI, sends_format, INVALID[label])
    found = asked(server, *(replace(AUTO, repeat=n) for n in range(3)))

    assert [reply.form for reply in found if isinstance(reply, Reply)] == [ReplyForm.PROMPT] * 3
    assert sum(reply.attempts for reply in found) == len(server.requests)
    assert len(server.requests) <= 3 + 3 + 1


@pytest.mark.parametrize(
    "body",
    [
        error("temperature: Extra inputs are not permitted"),
        error("Non pris en charge.", param="temperature"),
    ],
)
def test_a_parameter_that_is_named_is_not_taken_for_a_form(body: Request) -> None:
    server = server_of(OPENAI, lambda _request: True, body)
    (found,) = asked(server, AUTO, temperature=0.5)

    assert isinstance(found, Failure), found
    assert len(server.requests) == 1


@over_both
@pytest.mark.parametrize("label", SERVER_ERRORS)
def test_a_server_error_that_comes_with_a_form_tries_the_next(label: str, wire: Wire) -> None:
    status, message, rejects, form = SERVER_ERRORS[label]
    server = server_of(wire, rejects, error(message), status)
    found = asked(server, *(replace(AUTO, repeat=n) for n in range(3)))

    assert [reply.form for reply in found if isinstance(reply, Reply)] == [form] * 3
    assert sum(reply.attempts for reply in found) == len(server.requests)
    assert len(server.requests) <= 3 + 3 + 1


@over_both
@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_that_fails_says_nothing_against_a_form(status: int, wire: Wire) -> None:
    server = server_of(wire, lambda _request: True, error("it broke"), status)
    asked(server, AUTO, attempts=2)

    assert all(map(sends_schema, server.requests))


@over_both
def test_a_server_that_is_down_is_not_asked_in_every_form_again_and_again(wire: Wire) -> None:
    server = server_of(wire, lambda _request: True, error("it broke", type="server_error"), 500)
    found = asked(server, *(replace(AUTO, repeat=n) for n in range(10)), attempts=2)

    assert {reply.kind for reply in found if isinstance(reply, Failure)} == {FailureKind.SERVER}
    assert len(server.requests) == 2 * 10 + 2


@over_both
def test_a_form_that_has_brought_a_reply_is_not_to_blame(wire: Wire) -> None:
    body = error("it broke", type="server_error")
    server = server_of(wire, lambda _request: len(server.requests) == 2, body, 500)

    async def one_by_one() -> list[Any]:
        spec = ModelSpec(
            alias="m",
            name=wire.model,
            wire=wire.asked,
            api_base=server.url,
            api_key_env="WIRE_KEY",
        )
        provider = Provider(
            spec, {"WIRE_KEY": "loopback/0123456789.wxyz"}, Random(1), Retries(base=0.001)
        )
        try:
            return [await provider.ask(replace(AUTO, repeat=n)) for n in range(3)]
        finally:
            await provider.close()

    with serving(server):
        found = asyncio.run(one_by_one())

    assert [reply.form for reply in found] == [ReplyForm.JSON_SCHEMA] * 3
    assert [reply.attempts for reply in found] == [1, 2, 1]


def marked(value: Any) -> bool:
    if isinstance(value, dict):
        return "cache_control" in value or any(map(marked, value.values()))
    return isinstance(value, list) and any(map(marked, value))


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("system.0.cache_control: Extra inputs are not permitted", 400),
        ("Unknown field `cache_control` in content block", 422),
        ("prompt caching is not available for this model", 400),
        ("cache_control: unexpected", 500),
    ],
)
def test_marks_for_a_cache_are_taken_back(message: str, status: int) -> None:
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": message}}
    server = server_of(ANTHROPIC, marked, body, status)
    found = asked(server, *(replace(AUTO, repeat=n) for n in range(2)))

    assert [reply.text for reply in found if isinstance(reply, Reply)] == ["Yes.", "Yes."]
    assert found[0].notes == ("the policy was not marked for the provider's cache",)
    assert not marked(server.requests[-1])


EARLIER = Reply(text="[a.b]", reasoning="Let me think.")
FOLLOWUP = QUESTION.continued(EARLIER, "Here are the clauses.", Wants.DELIBERATION)
SENT_BACK = "the model's earlier reasoning was sent back with its turn"


def lacks_reasoning(request: Request) -> bool:
    said = [turn for turn in request["messages"] if turn["role"] == "assistant"]
    return any(not turn.get("reasoning_content") for turn in said)


@over_both
@pytest.mark.parametrize(
    "message",
    [
        "The `reasoning_content` in the thinking mode must be passed back to the API.",
        "thinking is enabled but reasoning_content is missing in assistant message at index 2",
        "Missing `reasoning_content` field in the assistant message at message index 2.",
    ],
)
def test_reasoning_goes_back_where_the_server_asks_for_it(message: str, wire: Wire) -> None:
    server = server_of(wire, lacks_reasoning, error(message))
    (found,) = asked(server, FOLLOWUP)

    assert isinstance(found, Reply), found
    assert found.notes == (SENT_BACK,)
    first, second = (request["messages"][3] for request in server.requests)
    assert first == {"role": "assistant", "content": "[a.b]"}
    assert second == {**first, "reasoning_content": "Let me think."}


def test_blocks_of_thoughts_go_back_as_they_came() -> None:
    message = (
        "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`. "
        "When `thinking` is enabled, a final `assistant` message must start with a thinking block."
    )
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": message}}
    server = server_of(ANTHROPIC, lambda request: _has_plain_turn(request), body)
    server.reasoning = "Let me think."

    (earlier,) = asked(server)
    assert isinstance(earlier, Reply), earlier
    (found,) = asked(server, QUESTION.continued(earlier, "Go on.", Wants.DELIBERATION))

    assert isinstance(found, Reply), found
    assert server.requests[-1]["messages"][1]["content"][0] == {
        "type": "thinking",
        "thinking": "Let me think.",
        "signature": "c2ln",
    }


def _has_plain_turn(request: Request) -> bool:
    said = [turn for turn in request["messages"] if turn["role"] == "assistant"]
    return any(turn["content"][0]["type"] != "thinking" for turn in said)


SETTINGS: list[tuple[dict[str, Any], Request, str]] = [
    (
        {"temperature": 0.0},
        error(
            "Unsupported value: 'temperature' does not support 0 with this model. Only the default "
            "(1) value is supported.",
            param="temperature",
            code="unsupported_value",
        ),
        "temperature",
    ),
    ({"seed": 1}, error("seed: Extra inputs are not permitted"), "seed"),
    (
        {"reasoning_effort": "high"},
        error("Unrecognized request argument supplied: reasoning_effort"),
        "reasoning_effort",
    ),
    ({"params": {"top_k": 5}}, error("Unknown parameter: 'top_k'"), "params.top_k"),
]


@over_both
@pytest.mark.parametrize(("fields", "body", "setting"), SETTINGS, ids=[row[2] for row in SETTINGS])
def test_what_the_user_set_is_never_dropped_and_the_error_names_it(
    fields: dict[str, Any], body: Request, setting: str, wire: Wire
) -> None:
    server = server_of(wire, lambda _request: True, body)
    (found,) = asked(server, **fields)

    assert isinstance(found, Failure), found
    assert (found.kind, found.setting) == (FailureKind.UNSUPPORTED, setting)
    assert len(server.requests) == 1


#: As the server of llama-cpp-python answers a JSON schema, with status 500.
LITERAL_ERROR = error(
    "1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), "
    "'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema'}\n\n"
    '  File "app.py", line 376, in create_chat_completion',
    type="internal_server_error",
)


@over_both
def test_a_form_that_the_user_chose_is_named_after_one_request_whatever_the_status(
    wire: Wire,
) -> None:
    server = server_of(wire, lambda _request: True, LITERAL_ERROR, 500)
    chosen = ReplyForm.JSON_SCHEMA
    (found,) = asked(server, replace(QUESTION, form=chosen), structured=chosen)

    assert isinstance(found, Failure), found
    assert (found.kind, found.setting) == (FailureKind.UNSUPPORTED, "structured")
    assert found.message == "Input should be 'text' or 'json_object'"
    assert len(server.requests) == 1


def test_a_server_of_ones_own_under_another_name_is_no_exception() -> None:
    row = COMPLAINTS["limit, by its place"]
    server = server_of(HOSTED_VLLM, row.rejects, row.body, row.status)
    (found,) = asked(server)

    assert isinstance(found, Reply), found
    assert json.dumps(server.requests[-1]).count("max_completion_tokens") == 1
