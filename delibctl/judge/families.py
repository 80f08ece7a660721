"""Who made a model, by its name: a judge tends to favour its own family."""

import re

#: Names have their maker, region, size and owner around what says the family.
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
    """The family of a model; of an unknown one its own name, so that it is akin to itself."""
    for word in _WORD.findall(name.lower()):
        for known, starts in _FAMILIES.items():
            if word.startswith(starts):
                return known
    return name.rpartition("/")[2].lower()
