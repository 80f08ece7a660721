"""What is found before anything is sent: keys that no header can hold, and servers without address.

Every message is the same asked directly and through LiteLLM.
"""

import asyncio
from typing import Any

import pytest
from support.raw_server import RawServer, raw_server
from support.situations import answers

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.key_shape import check_key
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
from delibctl.model import Message, ModelSpec, Question, Reply

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

SECRET = "sk-9Yw3nTq7Lm2Kd8Xz"
#: What may be wrong with a key, and how it is said.
FAULTS = {
    "": "is empty",
    "   ": "is only white space",
    "\n": "is only white space",
    "\u00a0": "is only white space",
    f"{SECRET}\n": "ends with a line end, as keys in files do",
    f"{SECRET}\r": "ends with a line end, as keys in files do",
    f"{SECRET}\r\n": "ends with a line end, as keys in files do",
    f" {SECRET} \n": "ends with a line end, as keys in files do",
    f" {SECRET}": "begins or ends with white space",
    f"\n{SECRET}": "begins or ends with white space",
    f"{SECRET}\t": "begins or ends with white space",
    f"{SECRET}\u2028": "begins or ends with white space",
    f"{SECRET}\n{SECRET}": "has a line end inside",
    f"Bearer {SECRET}": "has white space inside",
    f"sk\u00a0{SECRET}": "has white space inside",
    f"sk\0{SECRET}": "has a character that no header can hold, at place 3",
    f"sk\x7f{SECRET}": "has a character that no header can hold, at place 3",
    f"\ufeff{SECRET}": "has a character that no header can hold, at place 1",
    f"sk\u200b{SECRET}": "has a character that no header can hold, at place 3",
    f"sk\u2011{SECRET}": "has a character that no header can hold, at place 3",
    f"sk-\u00e9{SECRET}": "has a character that no header can hold, at place 4",
    f"sk-\U0001f511{SECRET}": "has a character that no header can hold, at place 4",
}
both_wires = pytest.mark.parametrize("wire", ["direct", "litellm"])


def spec(name: str = "openai/m", **fields: Any) -> ModelSpec:
    return ModelSpec(alias="m", name=name, **fields)


@pytest.mark.parametrize("key", FAULTS, ids=ascii)
def test_a_key_that_no_header_can_hold_is_named_by_its_variable_alone(key: str) -> None:
    with pytest.raises(DelibctlError) as caught:
        check_key("m", "MY_KEY", key)

    error = caught.value
    again = "" if key.strip() == "" else " again without it"
    assert error.what == f"m: the key in MY_KEY {FAULTS[key]}"
    assert error.next == f"set the environment variable MY_KEY{again}"
    assert SECRET not in f"{error.what} {error.next} {error.where}"


@pytest.mark.parametrize("key", [SECRET, "a", "x" * 5000, "~!@#$%^&*()_+-=[]{};:'\",.<>/?|\\`"])
def test_every_other_key_is_sent(key: str) -> None:
    check_key("m", "MY_KEY", key)


@both_wires
@pytest.mark.parametrize("key", [f"{SECRET}\n", f"sk {SECRET}", f"sk\u2011{SECRET}", " \t"])
def test_nothing_is_sent_with_such_a_key(key: str, wire: Any) -> None:
    with raw_server(answers()) as server:
        model = spec(api_base=server.url, api_key_env="MY_KEY", wire=wire)
        with pytest.raises(DelibctlError, match="m: the key in MY_KEY "):
            asyncio.run(ask(model, {"MY_KEY": key}))

    assert server.connections == 0


async def ask(model: ModelSpec, environment: dict[str, str]) -> Any:
    sender = RequestSender(model, environment, RateLimiter(1))
    try:
        question = Question(messages=(Message(role="user", content="May I?"),))
        return (await sender.send(question)).reply
    finally:
        await sender.close()


KEYS = {
    "openai/m": "OPENAI_API_KEY",
    "groq/m": "GROQ_API_KEY",
    "together_ai/m": "TOGETHERAI_API_KEY",
    "hosted_vllm/m": "HOSTED_VLLM_API_KEY",
    "anthropic/m": "ANTHROPIC_AUTH_TOKEN",
    "gemini/m": "GEMINI_API_KEY",
    "mistral/m": "MISTRAL_API_KEY",
    "replicate/m": "REPLICATE_API_TOKEN",
    "perplexity/m": "PERPLEXITY_API_KEY",
    "bedrock/m": "AWS_SECRET_ACCESS_KEY",
}


@pytest.mark.parametrize("name", KEYS)
def test_the_usual_variable_of_a_provider_is_looked_at(name: str) -> None:
    address = {"HOSTED_VLLM_API_BASE": "http://127.0.0.1:9/v1"}

    with pytest.raises(DelibctlError) as caught:
        check_model(spec(name), {KEYS[name]: f"{SECRET}\n", **address})

    assert caught.value.what.startswith(f"m: the key in {KEYS[name]} ends with a line end")


def with_address(server: RawServer, change: tuple[str, str], wire: Any) -> Any:
    """What comes of a question to an address that the environment sets."""
    address = server.url.replace(*change)
    return asyncio.run(ask(spec(wire=wire), {"OPENAI_API_KEY": SECRET, "OPENAI_BASE_URL": address}))


@pytest.mark.parametrize("userinfo", ["me:pass-word@", "me@", "me:p%40ss@"])
def test_a_password_in_an_address_of_the_environment_is_sent_in_place_of_the_key(
    userinfo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with raw_server(answers()) as server:
        reply = with_address(server, ("//", f"//{userinfo}"), "direct")
        with pytest.raises(DelibctlError) as caught:
            with_address(server, ("//", f"//{userinfo}"), "litellm")

    assert isinstance(reply, Reply), reply
    assert [r.headers["authorization"].split()[0] for r in server.requests] == ["Basic"]
    assert caught.value.what == (
        "m: the address of its server has a user name, which LiteLLM cannot send"
    )


def test_a_query_of_an_address_of_the_environment_is_sent_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with raw_server(answers()) as server:
        reply = with_address(server, ("/v1", "/v1?api-version=1"), "direct")
        with pytest.raises(DelibctlError, match="has a query, which LiteLLM cannot send"):
            with_address(server, ("/v1", "/v1?api-version=1"), "litellm")

    assert isinstance(reply, Reply), reply
    assert server.connections == 1
    assert server.requests[0].first_line.split()[1] == "/v1/chat/completions?api-version=1"
