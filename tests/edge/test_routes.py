"""Which models are asked directly: those to whom LiteLLM would send the same, under its names."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from support.recorded_requests import Recorded, Recorder, recording

from delibctl.edge.endpoint import endpoint
from delibctl.edge.providers.access.openai_servers import OLLAMA, SERVERS
from delibctl.edge.providers.access.routes import Route, route_of
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.model import ModelSpec

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

SCHEMA = {
    "type": "object",
    "properties": {"style": {"type": "string"}},
    "required": ["style"],
    "additionalProperties": False,
}
CONVERSATION = [
    {"role": "system", "content": "The policy.\n "},
    {"role": "system", "content": "The operator."},
    {"role": "user", "content": "May I?"},
    {"role": "assistant", "content": "No."},
    {"role": "user", "content": "Now?"},
]
#: What may differ from one question to another.
CALLS: dict[str, dict[str, Any]] = {
    "plain": {},
    "temperature": {"temperature": 0.0},
    "warm": {"temperature": 1.7},
    "seed": {"seed": 7},
    "reasoning_effort": {"reasoning_effort": "low"},
    "json_object": {"response_format": {"type": "json_object"}},
    "json_schema": {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "reply", "strict": True, "schema": SCHEMA},
        }
    },
    "answer last": {"messages": CONVERSATION[2:4]},
    "answer first": {"messages": CONVERSATION[3:]},
}
NOTHING: set[str] = set()
EFFORT = {"reasoning_effort"}
SAMPLING = {"temperature", "warm"}
FORMATS = {"json_object", "json_schema"}

#: Models that are asked directly, and what LiteLLM itself refuses to send to them. Their providers
#: are then asked, and say so themselves if they do not support it.
DIRECT: list[tuple[str, set[str]]] = [
    ("openai/served", NOTHING),
    ("openai/org/served", NOTHING),
    ("gpt-4o", EFFORT),
    ("openai/gpt-4.1-mini", EFFORT),
    ("openai/gpt-4", EFFORT | FORMATS),
    ("ft:gpt-4o-mini-2024-07-18:org::id", NOTHING),
    ("openai/gpt-5", SAMPLING),
    ("gpt-5-mini", SAMPLING),
    ("openai/gpt-5.1", NOTHING),
    ("openai/gpt-5-chat-latest", EFFORT),
    ("cerebras/served", EFFORT),
    ("dashscope/served", NOTHING),
    ("deepinfra/org/served", {"seed"} | EFFORT),
    ("deepseek/deepseek-chat", NOTHING),
    ("fireworks_ai/accounts/fireworks/models/served", EFFORT),
    ("github/served", EFFORT),
    ("groq/openai/gpt-oss-120b", NOTHING),
    ("hosted_vllm/org/served", NOTHING),
    ("hyperbolic/org/served", EFFORT),
    ("lambda_ai/served", EFFORT),
    ("litellm_proxy/served", NOTHING),
    ("llamafile/served", EFFORT),
    ("lm_studio/served", EFFORT),
    ("moonshot/kimi-k2-thinking", EFFORT),
    ("nebius/org/served", EFFORT),
    ("nscale/org/served", {"seed"} | EFFORT),
    ("nvidia_nim/meta/served", EFFORT),
    # LiteLLM knows the name, and has no way to ask such a server.
    ("openai_like/org/served", set(CALLS)),
    ("sambanova/served", {"seed"} | EFFORT),
    ("together_ai/org/served", EFFORT),
    ("wandb/org/served", NOTHING),
]

#: Models that stay with LiteLLM in these calls, as it changes what is sent.
CHANGED: list[tuple[str, set[str]]] = [
    ("openai/o3-mini", {"plain", "seed", "json_schema"}),
    ("deepseek/deepseek-chat", EFFORT),
    ("fireworks_ai/served", set(CALLS)),
    ("groq/llama-3.1-8b-instant", {"json_schema"}),
    ("moonshot/kimi-k2-thinking", {"warm"}),
    ("mistral/served", {"seed"}),
    ("openrouter/org/served", set(CALLS)),
    ("meta_llama/served", {"json_object"}),
    ("ollama_chat/served", set(CALLS)),
]


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording() as recorder:
        yield recorder


def spec(name: str, **fields: Any) -> ModelSpec:
    return ModelSpec(alias="m", name=name, **fields)


def asked_as(name: str, call: dict[str, Any], **fields: Any) -> ModelSpec:
    """The spec of a model that is asked with the settings of a call."""
    settings = {
        key: call[key] for key in ("temperature", "seed", "reasoning_effort") if key in call
    }
    return spec(name, **settings, **fields)


def litellm_sends(recorder: Recorder, name: str, call: dict[str, Any]) -> Recorded | None:
    """What LiteLLM sends, None if it refuses to."""
    litellm = load()
    arguments = {"messages": CONVERSATION, "max_tokens": 64, "num_retries": 0, "max_retries": 0}
    try:
        litellm.completion(
            model=name, **arguments | call, api_base=f"{recorder.url}/its/v1", api_key="a-key"
        )
    except Exception:  # before sending, or over an answer in another protocol
        return next(iter(recorder.take()), None)
    [sent] = recorder.take()
    return sent


def we_send(route: Route, call: dict[str, Any]) -> Recorded:
    body = {"model": route.model, "messages": CONVERSATION, route.limit: 64} | call
    return Recorded("/its/v1/chat/completions", "a-key", body)


@pytest.mark.parametrize(("name", "refused"), DIRECT, ids=[name for name, _ in DIRECT])
def test_litellm_sends_the_same_to_models_that_are_asked_directly(
    recorder: Recorder, name: str, refused: set[str]
) -> None:
    ours, theirs, not_sent = {}, {}, set()
    for label, call in CALLS.items():
        route = route_of(asked_as(name, call))
        if not route.direct:
            assert label in dict(CHANGED)[name]
        elif (sent := litellm_sends(recorder, name, call)) is None:
            not_sent.add(label)
        else:
            ours[label], theirs[label] = we_send(route, call), sent

    assert (ours, not_sent) == (theirs, refused)


@pytest.mark.parametrize(("name", "labels"), CHANGED, ids=[name for name, _ in CHANGED])
def test_a_model_stays_with_litellm_where_it_changes_what_is_sent(
    recorder: Recorder, name: str, labels: set[str]
) -> None:
    for label in labels:
        route = route_of(asked_as(name, CALLS[label]))
        sent = litellm_sends(recorder, name, CALLS[label])

        assert (route.direct, sent == we_send(route, CALLS[label])) == (False, False), label


def test_every_provider_of_the_table_is_compared() -> None:
    assert {name.partition("/")[0] for name, _ in DIRECT if "/" in name} == set(SERVERS)


ADDRESSED = sorted(SERVERS.keys() - {"openai_like"})


@pytest.mark.parametrize("provider", ADDRESSED)
def test_variables_for_keys_and_addresses_count_as_they_do_for_litellm(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    server = SERVERS[provider]
    for name in [name for name in os.environ if name.endswith(("_KEY", "_BASE", "_URL", "_TOKEN"))]:
        monkeypatch.delenv(name)
    message = [{"role": "user", "content": "hi"}]
    # From the last to the first: each that is added counts more than those before it.
    for variables in (server.key_variables, server.address_variables):
        monkeypatch.setenv(server.key_variables[-1], "last")
        monkeypatch.setenv(server.address_variables[-1], f"{recorder.url}/last")
        for number, variable in enumerate(reversed(variables)):
            is_key = variable in server.key_variables
            value = f"k{number}" if is_key else f"{recorder.url}/a{number}"
            monkeypatch.setenv(variable, value)

            load().completion(model=f"{provider}/served", messages=message, max_retries=0)

            [sent] = recorder.take()
            assert (sent.key if is_key else f"{recorder.url}{sent.path}") == (
                value if is_key else f"{value}/chat/completions"
            )


@pytest.mark.parametrize("provider", sorted(SERVERS))
def test_the_keys_of_answers_know_every_variable_for_an_address(provider: str) -> None:
    first, *others = SERVERS[provider].address_variables
    environment = dict.fromkeys(others, "http://other/v1") | {first: "http://first/v1"}

    assert endpoint(spec(f"{provider}/served"), environment) == "http://first/v1"


@pytest.mark.parametrize("provider", sorted(SERVERS.keys() - {"openai"}))
def test_the_usual_address_and_the_name_on_the_wire_are_those_of_litellm(
    monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    for variable in SERVERS[provider].address_variables:
        monkeypatch.delenv(variable, raising=False)
    name, known, _, address = load().get_llm_provider(f"{provider}/org/served")

    route = route_of(spec(f"{provider}/org/served"))

    assert (route.model, route.provider, route.address) == (name, known, address)


def test_the_usual_address_of_openai_is_that_of_its_own_client() -> None:
    import openai

    assert str(openai.OpenAI(api_key="k").base_url).rstrip("/") == SERVERS["openai"].address


def test_every_chat_model_of_openai_is_known_by_its_bare_name_and_asked_directly() -> None:
    table = load().model_cost
    names = [
        name
        for name in load().open_ai_chat_completion_models
        if "/" not in name and table[name]["mode"] == "chat"
    ]

    through_litellm = {name for name in names if not route_of(spec(name)).direct}

    assert len(names) > 80
    assert {name.removeprefix("ft:")[:2] for name in through_litellm} == {"o1", "o3", "o4"}


def test_ollama_is_asked_directly_where_it_speaks_openais_protocol() -> None:
    bases = [None, "http://127.0.0.1:11434", "http://127.0.0.1:11434/v1", "http://host/v1/"]
    names = ["ollama/llama3.2", "ollama_chat/llama3.2"]

    routes = [route_of(spec(name, api_base=base)) for name in names for base in bases]

    assert [route.direct for route in routes] == [False, False, True, True] * 2
    at_v1 = {(route.model, route.key_variables) for route in routes if route.direct}
    assert at_v1 == {("llama3.2", OLLAMA.key_variables)}


@pytest.mark.parametrize(
    "name",
    ["anthropic/claude-sonnet-4-5", "claude-3-haiku-20240307", "gemini/gemini-2.5-flash", "azure/x",
     "bedrock/x", "nobody/x", "unheard-of", "openai/responses/gpt-4o", "openai/gpt-5-codex",
     "openai/gpt-3.5-turbo-instruct", "xai/grok-4", "perplexity/sonar", "mistral/x", ""],
)  # fmt: skip
def test_every_other_model_goes_through_litellm(name: str) -> None:
    assert not route_of(spec(name)).direct


def test_a_parameter_that_litellm_acts_on_and_does_not_send_keeps_the_model_with_it() -> None:
    sent, acted_on = spec("openai/x", params={"top_k": 3}), {"ssl_verify": False}

    assert [route_of(sent).direct, route_of(spec("openai/x", params=acted_on)).direct] == [
        True,
        False,
    ]
