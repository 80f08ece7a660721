"""Where questions go, and with which key: one line for each model, before it is asked."""

import pytest

from delibctl.edge.providers.access.destinations import destination, destinations
from delibctl.model import ModelSpec

OPENAI = {"OPENAI_API_KEY": "k3y-0123456"}
OWN = "http://127.0.0.1:8000/v1"


@pytest.mark.parametrize(
    ("model", "environment", "line"),
    [
        (
            ModelSpec(alias="openai/gpt-4o", name="openai/gpt-4o"),
            OPENAI,
            "asks openai/gpt-4o at https://api.openai.com/v1 with OPENAI_API_KEY",
        ),
        (
            ModelSpec(alias="openai/gpt-4o", name="openai/gpt-4o"),
            {},
            "asks openai/gpt-4o at https://api.openai.com/v1 with OPENAI_API_KEY, which is not set",
        ),
        (
            ModelSpec(alias="mine", name="openai/gpt-4o"),
            OPENAI | {"OPENAI_BASE_URL": "https://me:pass@proxy.example/v1?key=s"},
            "asks mine (openai/gpt-4o) at https://proxy.example/v1 with OPENAI_API_KEY",
        ),
        (
            ModelSpec(alias="mine", name="openai/x", api_base=OWN),
            OPENAI,
            f"asks mine (openai/x) at {OWN} without a key",
        ),
        (
            ModelSpec(alias="mine", name="openai/x", api_base=OWN, api_key_env="OPENAI_API_KEY"),
            OPENAI,
            f"asks mine (openai/x) at {OWN} with OPENAI_API_KEY",
        ),
        (
            ModelSpec(alias="mine", name="anthropic/claude-sonnet-4-5"),
            {"ANTHROPIC_API_KEY": "k3y-0123456"},
            "asks mine (anthropic/claude-sonnet-4-5) at the usual address of anthropic "
            "with ANTHROPIC_API_KEY",
        ),
        (
            ModelSpec(alias="mine", name="bedrock/x"),
            {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_CONFIG_FILE": "/nowhere"},
            "asks mine (bedrock/x) at the usual address of bedrock with AWS_ACCESS_KEY_ID",
        ),
        (
            ModelSpec(alias="mine", name="bedrock/x", api_base=OWN),
            {"AWS_ACCESS_KEY_ID": "AKIA"},
            f"asks mine (bedrock/x) at {OWN} without a key",
        ),
        (
            ModelSpec(alias="mine", name="ollama_chat/llama3.2"),
            {},
            "asks mine (ollama_chat/llama3.2) at http://localhost:11434 without a key",
        ),
        (
            ModelSpec(alias="m", name="hosted_vllm/x"),
            {"HOSTED_VLLM_API_BASE": OWN},
            f"asks m (hosted_vllm/x) at {OWN} without a key",
        ),
    ],
)
def test_a_line_names_the_address_and_the_variable_of_the_key(
    model: ModelSpec, environment: dict[str, str], line: str
) -> None:
    assert destination(model, environment) == line


def test_the_baseline_is_asked_nowhere() -> None:
    assert destinations([ModelSpec(alias="baseline", name="baseline")], OPENAI) == []
