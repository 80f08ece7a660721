"""The variables in which LiteLLM looks for the key of each provider; one of them is enough."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from delibctl.edge.providers.access.openai_servers import SERVERS
from delibctl.edge.providers.knowledge.model_table import package_folders

#: Providers whose key is in the variable of their name, NAME_API_KEY.
_USUAL = frozenset(
    [
        *("aleph_alpha", "amazon_nova", "anyscale", "baseten", "bytez", "clarifai", "codestral"),
        *("compactifai", "edenai", "empower", "fal_ai", "galadriel", "gdc", "gradient_ai"),
        *("heroku", "huggingface", "inception", "infinity", "langflow", "langgraph", "lemonade"),
        *("maritalk", "minimax", "mistral", "modelscope", "morph", "nadir", "nlp_cloud", "novita"),
        *("ovhcloud", "predibase", "ragflow", "tencent", "v0", "volcengine", "voyage", "xai"),
        "zai",
    ]
)
#: Any of them is enough, or a file that `keys_in_files` finds.
_AWS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
)
_AWS_FILES = {
    "AWS_SHARED_CREDENTIALS_FILE": "~/.aws/credentials",
    "AWS_CONFIG_FILE": "~/.aws/config",
}
#: Ends of names of variables that hold no key, but say where one is.
_ELSEWHERE = ("_PROFILE", "_ARN", "_FILE", "_URI", "_CLIENT_ID")
#: Names of variables whose key is sent as it is.
_KEY = re.compile(r"(?!AWS_|AZURE_AD_|AZURE_CLIENT_|.*_AUTH_TOKEN).*_(KEY|TOKEN|JWT)")
_ANTHROPIC = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
_AZURE = ("AZURE_OPENAI_API_KEY", "AZURE_API_KEY", "AZURE_AD_TOKEN", "AZURE_CLIENT_ID")
_COHERE = ("COHERE_API_KEY", "CO_API_KEY")
_WATSONX = ("WATSONX_APIKEY", "WATSONX_API_KEY", "WX_API_KEY", "WATSONX_TOKEN", "WATSONX_ZENAPIKEY")
_OTHERS: dict[str, tuple[str, ...]] = {
    "ai21": ("AI21_API_KEY",),
    "ai21_chat": ("AI21_API_KEY",),
    "aiml": ("AIML_API_KEY",),
    "anthropic": _ANTHROPIC,
    "anthropic_text": _ANTHROPIC,
    "azure": _AZURE,
    "azure_ai": ("AZURE_AI_API_KEY", "AZURE_API_KEY", "AZURE_AD_TOKEN", "AZURE_CLIENT_ID"),
    "azure_text": _AZURE,
    "bedrock": _AWS,
    "bedrock_mantle": ("BEDROCK_MANTLE_API_KEY", *_AWS),
    "cloudflare": ("CLOUDFLARE_API_KEY",),
    "cohere": _COHERE,
    "cohere_chat": _COHERE,
    "cometapi": ("COMETAPI_KEY",),
    "databricks": ("DATABRICKS_API_KEY", "DATABRICKS_CLIENT_ID"),
    "datarobot": ("DATAROBOT_API_TOKEN",),
    "featherless_ai": ("FEATHERLESS_AI_API_KEY",),
    "friendliai": ("FRIENDLIAI_API_KEY", "FRIENDLI_TOKEN"),
    "gemini": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "gigachat": ("GIGACHAT_API_KEY", "GIGACHAT_CREDENTIALS", "GIGACHAT_ACCESS_TOKEN"),
    "meta_llama": ("LLAMA_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY", "OR_API_KEY"),
    "perplexity": ("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
    "qwen_ai_platform": ("QWEN_AI_PLATFORM_API_KEY", "DASHSCOPE_API_KEY"),
    "qwencloud": ("QWENCLOUD_API_KEY", "DASHSCOPE_API_KEY"),
    "replicate": ("REPLICATE_API_KEY", "REPLICATE_API_TOKEN"),
    "sagemaker": _AWS,
    "sagemaker_chat": _AWS,
    "sagemaker_nova": _AWS,
    "snowflake": ("SNOWFLAKE_JWT",),
    "text-completion-codestral": ("CODESTRAL_API_KEY",),
    "text-completion-inception": ("INCEPTION_API_KEY",),
    "vercel_ai_gateway": ("VERCEL_AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"),
    "watsonx": _WATSONX,
    "watsonx_text": _WATSONX,
}
#: What LiteLLM's package says of the smaller providers.
_FILE = "llms/openai_like/providers.json"
#: Variables in a message at most, if none of them is usual.
_SHOWN = 4


def key_variables(provider: str) -> tuple[str, ...]:
    """Return the variables of a provider's key, the first of which counts; empty if unknown."""
    if provider in SERVERS:
        return SERVERS[provider].key_variables
    if provider in _OTHERS:
        return _OTHERS[provider]
    if provider in _USUAL:
        return (f"{provider.upper()}_API_KEY",)
    listed = _listed().get(provider, {}).get("api_key_env")
    return (listed,) if listed else ()


def key_owners(variable: str) -> set[str]:
    """Return the providers whose key a variable holds; empty for a variable of one's own."""
    named = {*SERVERS, *_OTHERS, *_USUAL, *_listed()}
    return {provider for provider in named if variable in key_variables(provider)}


@cache
def _listed() -> dict[str, dict[str, Any]]:
    for folder in package_folders():
        try:
            return msgspec.json.decode(
                (folder / _FILE).read_bytes(), type=dict[str, dict[str, Any]]
            )
        except (OSError, msgspec.MsgspecError):
            continue
    return {}


def usual_names(variables: Sequence[str]) -> str:
    """Return the variables to name to a person: those that are usual, AWS and others have many."""
    usual = [name for name in variables if name.endswith("_API_KEY")]
    return " or ".join(usual or variables[:_SHOWN])


def holds_key(name: str) -> bool:
    """Return True if a variable of a provider holds a key itself."""
    return not name.endswith(_ELSEWHERE)


def sent_key(provider: str, environment: Mapping[str, str]) -> str | None:
    """Return the key of a provider that is sent as it is; None if none is set."""
    names = [name for name in key_variables(provider) if _KEY.fullmatch(name)]
    return next((environment[name] for name in names if environment.get(name)), None)


def keys_in_files(provider: str, environment: Mapping[str, str]) -> bool:
    """Return True if a file that the provider's own library reads may hold keys."""
    if not set(_AWS) <= set(key_variables(provider)):
        return False
    paths = [Path(environment.get(name) or usual) for name, usual in _AWS_FILES.items()]
    return any(path.expanduser().is_file() for path in paths)
