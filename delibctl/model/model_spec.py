"""The configuration of a model."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from delibctl.model.exchange import ReplyForm


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelSpec:
    """A model as the configuration describes it. `api_key_env` names a variable; no key is stored.

    Prices are US dollars per million tokens; `timeout` is seconds per attempt; `rpm` and `tpm` are
    limits of requests and tokens per minute. `params` are passed to the provider unchanged. `wire`
    is `direct` for OpenAI's protocol, `litellm`, or `auto`, which chooses by the provider. `enum`
    limits the ids and styles of a reply, in its schema, to those that its question shows.
    """

    alias: str
    name: str
    api_base: str | None = None
    api_key_env: str | None = None
    structured: ReplyForm = ReplyForm.AUTO
    temperature: float | None = None
    seed: int | None = None
    max_tokens: int = 4096
    reasoning_effort: str | None = None
    timeout: float = 120.0
    input_price: float | None = None
    output_price: float | None = None
    params: dict[str, Any] = field(default_factory=dict)
    rpm: int | None = None
    tpm: int | None = None
    cached_price: float | None = None
    wire: str = "auto"
    enum: bool = False

    def without_access(self) -> "ModelSpec":
        """Return the spec with key, time limit, prices and rates neutral.

        Specs that are equal then give the same answers under the same alias.
        """
        return replace(self, **_ACCESS)

    @property
    def is_baseline(self) -> bool:
        """True for the built-in baseline, which matches words and costs nothing."""
        return self.name == "baseline"


#: The fields on which no answer depends: how the model is reached and paid. Each with a neutral
#: value, which is part of every plan key: changing one makes unfinished runs start anew.
_ACCESS: dict[str, Any] = {
    "api_key_env": None,
    "timeout": 0.0,
    "input_price": None,
    "output_price": None,
    "cached_price": None,
    "rpm": None,
    "tpm": None,
    "wire": "auto",
}

#: The fields on which an answer depends: all the others but the alias, which only names the model.
ANSWER_FIELDS = tuple(
    field.name for field in fields(ModelSpec) if field.name not in {"alias", *_ACCESS}
)
