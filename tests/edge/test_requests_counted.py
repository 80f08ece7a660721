"""A question is one request, whatever provider LiteLLM asks, and that is what is counted."""

import asyncio
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import litellm
import pytest
from support.litellm_providers import KEY, QUESTION, providers, refused, spec
from support.raw_server import Answer, RawServer, http, raw, raw_server
from support.situations import answers

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.credentials import needed_keys
from delibctl.edge.providers.access.key_variables import key_variables
from delibctl.edge.providers.access.own_servers import ADDRESS_FIXED
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec, ReplyForm

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

_BUSY = {"error": {"message": "Slow down."}}
OUTCOMES: dict[str, Answer] = {
    "429": http(429, _BUSY, Retry_After="7"),
    "500": http(500, _BUSY),
    "500 that asks for a retry": http(500, _BUSY, X_Should_Retry="true"),
    "503": http(503, _BUSY),
    "422 for a field": http(422, {"error": {"message": "Extra inputs are not permitted: seed"}}),
    "dropped": raw(b""),
    "a redirect": http(307, b"", Location="/v1/elsewhere"),
    "an answer": answers(),
}
#: All of them are tried with `-m slow`.
_FEW = ("429", "dropped", "a redirect")
#: One for each of the ways in which LiteLLM sends questions.
DRAWN = [
    "aiohttp_openai",
    "anthropic",
    "azure",
    "azure_ai",
    "deepinfra",
    "groq",
    "ollama_chat",
    "petals",
    "text-completion-inception",
    "zai",
]
#: They may need more than a key and an address, or not take a limit of tokens.
UNASKED = {
    *("azure_text", "bedrock", "clarifai", "fal_ai", "gdc", "infinity", "langflow", "langgraph"),
    *("morph", "oci", "openai_like", "predibase", "sap", "text-completion-openai", "triton", "v0"),
    *("vertex_ai", "vertex_ai_beta", "vllm", "watsonx", "watsonx_text"),
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing that would lead to a server but those of a test."""
    # LiteLLM keeps clients, and each keeps the proxies of the test in which it was made.
    litellm.in_memory_llm_clients_cache.flush_cache()
    vars(litellm).pop("module_level_client", None)
    for name in [name for name in os.environ if name.lower().endswith(("_proxy", "_api_base"))]:
        monkeypatch.delenv(name)
    for provider in providers():
        for name in {*key_variables(provider), *needed_keys(spec(provider))}:
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    return monkeypatch


@contextmanager
def around(answer: Answer, environment: pytest.MonkeyPatch) -> Iterator[tuple[RawServer, ...]]:
    """A server that is asked, and a proxy that sees all that goes elsewhere."""
    with raw_server(answer) as server, raw_server(http(403)) as others:
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            environment.setenv(name, f"http://127.0.0.1:{others.port}")
        environment.setenv("NO_PROXY", "127.0.0.1")
        yield server, others


async def requests_of(model: ModelSpec) -> int:
    """The requests for a question, as they are counted."""
    sender = RequestSender(model, os.environ, RateLimiter(1))
    try:
        # Without a form, which may be tried in another way after a failure.
        plain = replace(QUESTION, form=ReplyForm.PROMPT)
        return (await sender.send(plain)).reply.attempts
    finally:
        await sender.close()


def counts(
    names: list[str], answer: Answer, environment: pytest.MonkeyPatch
) -> dict[str, tuple[int, int, int]]:
    """The requests for a question to each provider: here, elsewhere, and counted."""
    found = {}
    with around(answer, environment) as (server, others):
        for provider in names:
            for name in needed_keys(spec(provider)):
                environment.setenv(name, KEY)
            model = spec(provider, api_base=server.url)
            if refused(model):
                continue
            del server.requests[:], others.requests[:]
            counted = asyncio.run(requests_of(model))
            found[provider] = (len(server.requests), len(others.requests), counted)
    # LiteLLM leaves connections open, and Python warns of them when they are collected: here.
    gc.collect()
    return found


@pytest.mark.parametrize("outcome", _FEW)
def test_a_question_is_one_request(outcome: str, environment: pytest.MonkeyPatch) -> None:
    found = counts(DRAWN, OUTCOMES[outcome], environment)

    assert found == dict.fromkeys(DRAWN, (1, 0, 1))


@pytest.mark.slow
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_question_is_one_request_whatever_the_provider(
    outcome: str, environment: pytest.MonkeyPatch
) -> None:
    found = counts(providers(), OUTCOMES[outcome], environment)
    unasked = {name for name in found if found[name] == (0, 0, 0)}
    here = [name for name in found if name not in unasked]

    assert len(here) > 80
    assert unasked <= UNASKED
    assert found == {
        **dict.fromkeys(here, (1, 0, 1)),
        **dict.fromkeys(unasked, (0, 0, 0)),
    }


@pytest.mark.parametrize("provider", ["lemonade", "text-completion-codestral", "huggingface"])
def test_nobody_else_is_asked_how_to_ask_a_model(
    provider: str, environment: pytest.MonkeyPatch
) -> None:
    assert counts([provider], answers(), environment) == {provider: (1, 0, 1)}


@pytest.mark.parametrize("provider", sorted(ADDRESS_FIXED))
def test_an_address_that_litellm_would_not_use_is_refused(
    provider: str, environment: pytest.MonkeyPatch
) -> None:
    for name in needed_keys(spec(provider)):
        environment.setenv(name, KEY)

    with pytest.raises(DelibctlError) as caught:
        check_model(spec(provider, api_base="http://127.0.0.1:1/v1"), os.environ)

    assert str(caught.value) == (
        f"m: LiteLLM sends the questions to {provider} itself, not to api_base"
    )
