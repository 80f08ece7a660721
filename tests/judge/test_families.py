"""Which family a model is of, by whatever name LiteLLM has for it."""

import pytest

from delibctl.judge.families import family


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("openai/gpt-4o", "openai"),
        ("o3-mini", "openai"),
        ("ft:gpt-4o:org", "openai"),
        ("bedrock/us.anthropic.claude-3-5-sonnet", "anthropic"),
        ("bedrock/meta.llama3-70b-instruct-v1:0", "meta"),
        ("together_ai/meta-llama/Meta-Llama-3.1-70B", "meta"),
        ("mistral/open-mistral-7b", "mistral"),
        ("ollama_chat/qwen2.5", "alibaba"),
        ("hosted_vllm/our-own-model", "our-own-model"),
    ],
)
def test_the_family_is_told_by_the_name(name: str, expected: str) -> None:
    assert family(name) == expected
