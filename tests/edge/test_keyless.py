"""A model with an address and no `api_key_env` gets no key, whatever the environment holds."""

import asyncio
import os
from base64 import b64encode
from contextlib import suppress
from urllib.parse import quote

import pytest
from support.raw_server import raw_server
from support.situations import answers

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
from delibctl.model import Message, ModelSpec, Question

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(messages=(Message(role="user", content="May I?"),))
SECRET = "s3cret+key/0123456789"
#: Where LiteLLM and the libraries below it look for credentials.
VARIABLES = """
    ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN AWS_ACCESS_KEY_ID AWS_BEARER_TOKEN_BEDROCK
    AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AZURE_AD_TOKEN AZURE_AI_API_KEY AZURE_API_KEY
    AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_OPENAI_API_KEY AZURE_TENANT_ID CO_API_KEY
    COHERE_API_KEY DATABRICKS_API_KEY DATABRICKS_CLIENT_ID DATABRICKS_CLIENT_SECRET
    DATABRICKS_TOKEN DATAROBOT_API_TOKEN GEMINI_API_KEY GIGACHAT_ACCESS_TOKEN GIGACHAT_CREDENTIALS
    GOOGLE_API_KEY HF_TOKEN HUGGINGFACE_API_KEY MISTRAL_API_KEY OLLAMA_API_KEY OPENAI_API_KEY
    OPENAI_ORGANIZATION OPENAI_ORG_ID OPENAI_PROJECT_ID OPENROUTER_API_KEY PERPLEXITYAI_API_KEY
    SNOWFLAKE_JWT WATSONX_API_KEY WATSONX_APIKEY WATSONX_TOKEN WATSONX_ZENAPIKEY XAI_API_KEY
""".split()  # noqa: SIM905
MODELS = """
    anthropic/claude-sonnet-4-5 aiohttp_openai/m azure/m azure_ai/m bedrock/converse/m
    bedrock/anthropic.claude-3-haiku-20240307-v1:0 bedrock/invoke/amazon.titan-text-lite-v1
    cohere_chat/command-r databricks/m datarobot/m gemini/gemini-2.5-pro gigachat/m huggingface/m
    mistral/mistral-small-latest ollama_chat/m openai/m openrouter/m perplexity/sonar
    predibase/m snowflake/m vertex_ai/gemini-2.5-pro vertex_ai/claude-sonnet-4 watsonx/m
    watsonx_text/m xai/grok-4
""".split()  # noqa: SIM905


def ask(name: str, address: str) -> None:
    spec = ModelSpec(alias="m", name=name, api_base=address, wire="litellm", timeout=10)

    async def asking() -> None:
        sender = RequestSender(spec, os.environ, RateLimiter(1))
        with suppress(DelibctlError):  # refused before anything is sent
            await sender.send(QUESTION)
        await sender.close()

    asyncio.run(asking())


@pytest.mark.parametrize("name", MODELS)
def test_no_key_is_sent_to_an_address_without_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in VARIABLES:
        monkeypatch.setenv(variable, SECRET)
    monkeypatch.setenv("AWS_REGION_NAME", "us-east-1")

    with raw_server(answers()) as server:
        address = server.url.removesuffix("/v1") if name.startswith("aio") else server.url
        ask(name, f"{address}/chat/completions" if name.startswith("aio") else address)

    sent = [
        " ".join((request.first_line, *request.headers.values(), request.body.decode()))
        for request in server.requests
    ]
    spellings = (SECRET, quote(SECRET, safe=""), b64encode(SECRET.encode()).decode()[:-4])
    assert [found for text in sent for found in spellings if found in text] == []
    assert [text for text in sent if "AWS4-HMAC" in text or "organization" in text.lower()] == []
