"""The family of a model, by its name: judges tend to favour their own family."""

import re

#: The words of a model name, which may add maker, region, size and owner to the family.
_WORD = re.compile(r"[a-z0-9]+")
_FAMILIES = {
    "openai": ("gpt", "o1", "o3", "o4", "chatgpt"),
    "anthropic": ("claude",),
    "google": ("gemini", "gemma"),
    "meta": ("llama",),
    "mistral": ("mistral", "mixtral", "ministral", "magistral", "codestral"),
    "alibaba": ("qwen", "qwq"),
    "deepseek": ("deepseek",),
    "xai": ("grok",),
    "cohere": ("command",),
    "microsoft": ("phi",),
    "moonshot": ("kimi",),
    "zhipu": ("glm",),
}


def family(name: str) -> str:
    """Return the family of a model; an unknown model is its own family."""
    for word in _WORD.findall(name.lower()):
        for family_name, starts in _FAMILIES.items():
            if word.startswith(starts):
                return family_name
    return name.rpartition("/")[2].lower()
