"""A configuration is a stranger's: it redirects no name that users ask for, and no secret."""

from pathlib import Path

import pytest

from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError

OWN = 'name = "openai/x"\napi_base = "http://127.0.0.1:9/v1"\n'


def problem(folder: Path, text: str) -> str:
    """Return what is wrong with a configuration; empty if nothing is."""
    (folder / "delibctl.toml").write_text(text, encoding="utf-8")
    try:
        load_settings(folder)
    except DelibctlError as error:
        return error.what if error.where and error.next else "no place and no next step"
    return ""


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("openai/gpt-4o", "is written like a model of LiteLLM"),
        (" OpenAI/GPT-4o ", "is written like a model of LiteLLM"),
        ("bedrock/amazon.nova-lite-v1:0", "is written like a model of LiteLLM"),
        ("somebody/else", "is written like a model of LiteLLM"),
        ("openai\uff0fgpt-4o", "is written like a model of LiteLLM"),
        ("gpt-4o", "is the name of a model that LiteLLM knows, and this one is another model"),
        ("GPT-4o", "is the name of a model that LiteLLM knows, and this one is another model"),
        ("claude-sonnet-4-5", "is the name of a model that LiteLLM knows"),
        ("baseline", "is reserved for the built-in baseline"),
        (" Baseline", "is reserved for the built-in baseline"),
        ("patterns", "is reserved for the built-in judge"),
        ("mine", ""),
        ("gpt", ""),
        ("claude", ""),
        ("x.y", ""),
    ],
)
def test_no_name_that_a_command_line_uses_is_redirected(
    tmp_path: Path, alias: str, message: str
) -> None:
    for name in ("hosted_vllm/x", "baseline"):
        found = problem(tmp_path, f'[models."{alias}"]\nname = "{name}"\n')

        assert message in found
        assert bool(message) == bool(found)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("temperature = 0", ""),
        ("max_tokens = 100", ""),
        ('api_base = "http://127.0.0.1:9/v1"', "this one sets api_base"),
        ('api_key_env = "OPENAI_API_KEY"', "this one sets api_key_env"),
        ("input_price = 0\noutput_price = 0", "this one sets input_price"),
    ],
)
@pytest.mark.parametrize("name", ["gpt-4o", "openai/gpt-4o"])
def test_a_name_of_litellm_may_have_settings_but_stays_that_model(
    tmp_path: Path, name: str, setting: str, message: str
) -> None:
    found = problem(tmp_path, f'[models.gpt-4o]\nname = "{name}"\n{setting}\n')

    assert message in found
    assert bool(message) == bool(found)


@pytest.mark.parametrize(
    "variable",
    [
        *("GITHUB_TOKEN", "GH_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
        *("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "NPM_TOKEN"),
        *("NODE_AUTH_TOKEN", "PYPI_TOKEN", "TWINE_PASSWORD", "UV_PUBLISH_TOKEN", "CI_JOB_TOKEN"),
        *("DOCKER_PASSWORD", "SSH_PRIVATE_KEY", "SLACK_WEBHOOK_URL", "DATABASE_URL", "HF_TOKEN"),
        *(
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "AZURE_API_KEY",
            "WATSONX_TOKEN",
        ),
        *("GOOGLE_APPLICATION_CREDENTIALS", "OUR_DB_PASSWORD", "SYSTEM_ACCESSTOKEN"),
    ],
)
def test_a_secret_of_others_is_sent_nowhere(tmp_path: Path, variable: str) -> None:
    found = problem(tmp_path, f'[models.m]\n{OWN}api_key_env = "{variable}"\n')

    assert found.startswith(f"{variable} holds ")
    assert found.endswith("it is not sent to openai")


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("openai/x", "OPENAI_API_KEY"),
        ("openai/x", "OUR_KEY"),
        ("hosted_vllm/x", "OPENAI_API_KEY"),
        ("claude-sonnet-4-5", "ANTHROPIC_API_KEY"),
        ("azure/x", "AZURE_API_KEY"),
        ("azure_ai/x", "AZURE_API_KEY"),
        ("bedrock/x", "AWS_BEARER_TOKEN_BEDROCK"),
        ("gemini/x", "GOOGLE_API_KEY"),
        ("github/x", "GITHUB_TOKEN"),
        ("huggingface/x", "HF_TOKEN"),
    ],
)
def test_the_key_of_its_provider_is_sent_to_a_model(
    tmp_path: Path, name: str, variable: str
) -> None:
    assert problem(tmp_path, f'[models.m]\nname = "{name}"\napi_key_env = "{variable}"\n') == ""


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('name = "huggingface/https://evil.example"', "the name of the model contains an address"),
        ('name = "bedrock/arn:aws:bedrock:evil.example/:1:x"', "contains an address"),
        ('name = "bedrock/arn:aws:bedrock:us-east-1:1:x"', ""),
        ('name = "a/b"\napi_base = "http://h/v1;key=s"', "ends with a parameter"),
    ],
)
def test_an_address_stands_in_its_own_setting_and_holds_no_key(
    tmp_path: Path, setting: str, message: str
) -> None:
    found = problem(tmp_path, f"[models.m]\n{setting}\n")

    assert message in found
    assert bool(message) == bool(found)
