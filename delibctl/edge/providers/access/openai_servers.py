"""The providers that speak OpenAI's protocol, with the names and addresses that LiteLLM has.

Only those to whom LiteLLM would send the same body. Others have a name for a parameter, a header, a
count or a price of their own, and stay with LiteLLM: Mistral (`random_seed`), OpenRouter and
Perplexity (prices in the reply), xAI (thoughts are not among the tokens of the answer).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenAIServer:
    """How a provider is reached. Its `address` is None if only the configuration can name it.

    Of several variables the first one that is set counts. `local` servers need no key.
    """

    address: str | None
    key_variables: tuple[str, ...]
    address_variables: tuple[str, ...]
    local: bool = False


def _usual(prefix: str, address: str | None, *, local: bool = False) -> OpenAIServer:
    return OpenAIServer(address, (f"{prefix}_API_KEY",), (f"{prefix}_API_BASE",), local)


_OPENAI = OpenAIServer(
    "https://api.openai.com/v1", ("OPENAI_API_KEY",), ("OPENAI_BASE_URL", "OPENAI_API_BASE")
)

SERVERS = {
    "openai": _OPENAI,
    "cerebras": _usual("CEREBRAS", "https://api.cerebras.ai/v1"),
    "dashscope": _usual("DASHSCOPE", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    "deepinfra": _usual("DEEPINFRA", "https://api.deepinfra.com/v1/openai"),
    "deepseek": _usual("DEEPSEEK", "https://api.deepseek.com/beta"),
    "fireworks_ai": OpenAIServer(
        "https://api.fireworks.ai/inference/v1",
        (
            "FIREWORKS_API_KEY",
            "FIREWORKS_AI_API_KEY",
            "FIREWORKSAI_API_KEY",
            "FIREWORKS_AI_TOKEN",
        ),
        ("FIREWORKS_API_BASE",),
    ),
    "github": _usual("GITHUB", "https://models.inference.ai.azure.com"),
    "groq": _usual("GROQ", "https://api.groq.com/openai/v1"),
    "hosted_vllm": _usual("HOSTED_VLLM", None, local=True),
    "hyperbolic": _usual("HYPERBOLIC", "https://api.hyperbolic.xyz/v1"),
    "lambda_ai": _usual("LAMBDA", "https://api.lambda.ai/v1"),
    "litellm_proxy": _usual("LITELLM_PROXY", None, local=True),
    "llamafile": _usual("LLAMAFILE", "http://127.0.0.1:8080/v1", local=True),
    "lm_studio": _usual("LM_STUDIO", None, local=True),
    "moonshot": _usual("MOONSHOT", "https://api.moonshot.ai/v1"),
    "nebius": _usual("NEBIUS", "https://api.studio.nebius.ai/v1"),
    "nscale": _usual("NSCALE", "https://inference.api.nscale.com/v1"),
    "nvidia_nim": _usual("NVIDIA_NIM", "https://integrate.api.nvidia.com/v1"),
    "openai_like": _usual("OPENAI_LIKE", None, local=True),
    "sambanova": _usual("SAMBANOVA", "https://api.sambanova.ai/v1"),
    "together_ai": OpenAIServer(
        "https://api.together.ai/v1",
        ("TOGETHER_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"),
        ("TOGETHER_AI_API_BASE",),
    ),
    "wandb": _usual("WANDB", "https://api.inference.wandb.ai/v1"),
}

#: Ollama speaks OpenAI's protocol at an address that ends in /v1, and its own one elsewhere.
OLLAMA = _usual("OLLAMA", None, local=True)
