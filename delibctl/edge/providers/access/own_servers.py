"""Names in LiteLLM for servers and accounts of one's own, which have no address that all share.

Without an address LiteLLM would send the questions to OpenAI for many of them, or fail at each.
"""

#: Servers of one's own, which need no key, with the variables that LiteLLM documents for their
#: address.
OWN_SERVERS: dict[str, tuple[str, ...]] = {
    "a2a": ("A2A_API_BASE",),
    "aiohttp_openai": (),
    "custom": (),
    "custom_openai": (),
    "gdc": ("GDC_API_BASE",),
    "hosted_vllm": ("HOSTED_VLLM_API_BASE",),
    "infinity": ("INFINITY_API_BASE",),
    "litellm_proxy": ("LITELLM_PROXY_API_BASE",),
    "lm_studio": ("LM_STUDIO_API_BASE",),
    "oobabooga": (),
    "openai_like": ("OPENAI_LIKE_API_BASE",),
    "petals": (),
    "ragflow": ("RAGFLOW_API_BASE",),
    "text-completion-openai": (),
    "triton": (),
    "vllm": (),
    "xinference": ("XINFERENCE_API_BASE",),
}

#: Servers of one's own with the address that LiteLLM assumes, on this machine.
LOCAL_SERVERS = {
    "docker_model_runner": "http://localhost:22088/engines/llama.cpp",
    "langflow": "http://localhost:7860",
    "langgraph": "http://localhost:2024",
    "lemonade": "http://localhost:8000/api/v1",
    "llamafile": "http://127.0.0.1:8080/v1",
    "ollama": "http://localhost:11434",
    "ollama_chat": "http://localhost:11434",
}

#: Providers at which each account has its own address, with the variables for it.
ACCOUNTS: dict[str, tuple[str, ...]] = {
    "azure": ("AZURE_API_BASE",),
    "azure_ai": ("AZURE_AI_API_BASE",),
    "azure_text": ("AZURE_API_BASE",),
    "cloudflare": ("CLOUDFLARE_API_BASE", "CLOUDFLARE_ACCOUNT_ID"),
    "databricks": ("DATABRICKS_API_BASE",),
    "heroku": ("HEROKU_API_BASE",),
    "snowflake": ("SNOWFLAKE_API_BASE", "SNOWFLAKE_ACCOUNT_ID"),
    "watsonx": ("WATSONX_API_BASE", "WATSONX_URL", "WX_URL", "WML_URL"),
    "watsonx_text": ("WATSONX_API_BASE", "WATSONX_URL", "WX_URL", "WML_URL"),
}

#: Providers that LiteLLM asks at their own address, whatever address is given.
ADDRESS_FIXED = frozenset({"bytez", "replicate", "sagemaker", "sagemaker_chat", "sagemaker_nova"})

#: Names in LiteLLM that have no chat models.
WITHOUT_CHAT = frozenset(
    [
        *("a2a_agent", "auto_router", "aws_polly", "aws_textract", "azure_speech"),
        *("black_forest_labs", "cursor", "deepgram", "dotprompt", "elevenlabs", "humanloop"),
        *("jina_ai", "langfuse", "litellm_agent", "manus", "milvus", "mongodb", "nvidia_riva"),
        *("pg_vector", "recraft", "reducto", "runwayml", "s3_vectors", "soniox", "stability"),
        *("strands_decider", "topaz", "transcribe", "typesafe", "valkey", "voyage"),
    ]
)
