"""A model as the user named it."""

from dataclasses import dataclass, field
from typing import Any

from delibctl.model.exchange import ReplyForm


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelSpec:
    """A model as the user named it. `api_key_env` names a variable; no key is ever held here.

    Prices are US dollars per million tokens; `timeout` is seconds per attempt; `rpm` and `tpm` are
    requests and tokens per minute. `params` are passed to the provider as they are.
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

    @property
    def is_baseline(self) -> bool:
        """Whether it is the embedded one, which costs nothing and is no model."""
        return self.name == "baseline"
