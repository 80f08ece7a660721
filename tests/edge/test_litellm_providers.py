"""Every provider that LiteLLM knows: what it needs, and where its questions go.

A proxy on loopback sees the host that LiteLLM would reach, and lets nothing through.
"""

import asyncio
import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.litellm_providers import KEY, QUESTION, providers, refused, spec
from support.raw_server import RawServer, http, raw_server

from delibctl.edge.providers.access.credentials import needed_keys
from delibctl.edge.providers.access.key_variables import key_variables, usual_names
from delibctl.edge.providers.access.network import is_http, without_secrets
from delibctl.edge.providers.access.own_servers import (
    ACCOUNTS,
    LOCAL_SERVERS,
    OWN_SERVERS,
    WITHOUT_CHAT,
)
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.providers.through_litellm.litellm_address import SIGNING_IN, litellm_address
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import ModelSpec

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

_OTHERS = re.compile(r".*(_KEY|_KEY_ID|_TOKEN|_JWT|_BASE|_URL|_PROXY|_proxy|_PROFILE|_ARN)")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No keys, addresses and proxies but those of a test."""
    for name in [name for name in os.environ if _OTHERS.fullmatch(name)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/nonexistent")
    return monkeypatch


@pytest.fixture
def proxy(environment: pytest.MonkeyPatch) -> Iterator[RawServer]:
    with raw_server(http(403)) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            environment.setenv(name, f"http://127.0.0.1:{server.port}")
        yield server


def hosts(proxy: RawServer) -> set[str]:
    """The hosts that LiteLLM tried to reach."""
    lines = [request.first_line.split()[1] for request in proxy.requests]
    return {line.partition("://")[2].partition("/")[0] or line for line in lines}


async def ask(model: ModelSpec) -> None:
    sender = RequestSender(model, os.environ, RateLimiter(1))
    try:
        await sender.send(QUESTION)
    finally:
        await sender.close()


OWN = "m: no address of its server is set"
OPENAI = "m: LiteLLM would send the questions to OpenAI, not to "


def test_a_server_of_ones_own_without_an_address_is_refused(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("OPENAI_API_KEY", KEY)

    assert {name: refused(spec(name)) for name in OWN_SERVERS} == dict.fromkeys(OWN_SERVERS, OWN)


@pytest.mark.parametrize("provider", sorted(name for name in OWN_SERVERS if OWN_SERVERS[name]))
def test_the_variable_for_its_address_is_enough_and_is_where_it_goes(
    provider: str, environment: pytest.MonkeyPatch
) -> None:
    [variable] = OWN_SERVERS[provider]
    environment.setenv(variable, "http://127.0.0.1:9/v1")

    assert refused(spec(provider)) == ""
    assert litellm_address(spec(provider), os.environ) == "http://127.0.0.1:9/v1"


def test_an_account_without_an_address_is_refused() -> None:
    found = {name: refused(spec(name)) for name in ACCOUNTS}

    assert found == dict.fromkeys(ACCOUNTS, OWN)


@pytest.mark.parametrize("provider", LOCAL_SERVERS)
def test_the_address_on_this_machine_is_that_of_litellm(provider: str) -> None:
    told = load().get_llm_provider(f"{provider}/served")[3]

    assert refused(spec(provider)) == ""
    assert litellm_address(spec(provider), os.environ) == LOCAL_SERVERS[provider]
    assert told in (None, LOCAL_SERVERS[provider])


@pytest.mark.parametrize(
    "name",
    [
        "azure/mistral-large-latest",
        "ai21/served",
        "anthropic/ft:babbage-002",
        "gemini/ft:gpt-3.5-turbo-x",
    ],
)
def test_a_name_that_litellm_would_take_to_openai_is_refused(
    name: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("AZURE_API_BASE", "https://mine.openai.azure.invalid")

    found = refused(ModelSpec(alias="m", name=name, wire="litellm"))

    assert found == f"{OPENAI}{name.partition('/')[0]}"


@pytest.mark.parametrize("provider", sorted(SIGNING_IN))
def test_a_provider_that_needs_a_browser_is_refused(provider: str) -> None:
    assert refused(spec(provider)) == (
        f"m: LiteLLM signs in to {provider} in a browser, which delibctl does not"
    )


def test_every_provider_is_known_or_said_not_to_be() -> None:
    """Whoever adds a provider to LiteLLM has to be looked up: does it need a key, an address?"""
    known = {*OWN_SERVERS, *LOCAL_SERVERS, *ACCOUNTS, *SIGNING_IN, *WITHOUT_CHAT}
    unknown = {name for name in providers() if name not in known and not key_variables(name)}

    # Credentials of these are in files of their own tools.
    assert unknown == {"oci", "sap", "vertex_ai", "vertex_ai_beta"}


def test_a_model_whose_key_is_not_set_is_refused_and_its_variable_named() -> None:
    asked = [name for name in providers() if needed_keys(spec(name)) and name not in WITHOUT_CHAT]
    found = {name: refused(spec(name)) for name in asked if name not in ACCOUNTS}
    unclear = {name for name in ("ai21",) if found[name].startswith(OPENAI)}

    assert len(found) > 80
    assert {
        name: what
        for name, what in found.items()
        if name not in unclear
        and what != f"m: no key; {usual_names(needed_keys(spec(name)))} is not set"
    } == {}


def test_litellm_itself_names_the_same_variables() -> None:
    litellm = load()
    for provider in providers():
        if provider in (*SIGNING_IN, *WITHOUT_CHAT):
            continue
        missing = litellm.validate_environment(f"{provider}/served")["missing_keys"]
        keys = {name for name in missing if name.endswith(("_KEY", "_TOKEN", "_KEY_ID"))}
        assert keys <= set(key_variables(provider)), provider


def test_a_key_in_a_file_of_aws_is_enough(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    assert refused(spec("bedrock")).startswith("m: no key; AWS_ACCESS_KEY_ID or AWS_PROFILE or ")
    (tmp_path / "credentials").write_text("[default]\n")
    environment.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))

    assert refused(spec("bedrock")) == ""


@pytest.mark.slow
def test_no_question_goes_to_openai_unless_the_provider_is_openai(
    proxy: RawServer, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("OPENAI_API_KEY", KEY)
    for provider in providers():
        for name in needed_keys(spec(provider)):
            environment.setenv(name, KEY)
    reached: dict[str, set[str]] = {}
    for provider in providers():
        del proxy.requests[:]
        model = spec(provider)
        if refused(model):
            continue
        told = litellm_address(model, os.environ)
        asyncio.run(ask(model))
        reached[provider] = hosts(proxy)
        if told and is_http(told) and reached[provider]:
            assert without_secrets(told).split("/")[2] in " ".join(reached[provider]), provider

    gc.collect()  # clients of LiteLLM that nobody closes
    assert [name for name, to in reached.items() if "openai.com" in " ".join(to)] == ["openai"]
    assert len(reached) > 70
