"""Every real model, through LiteLLM. The only importer of litellm, and only once it is asked.

No retries of the library's own: the loop here knows Retry-After, jitter and when to give up.
"""

import asyncio
import logging
import os
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from delibctl.deliberate import reply_schema
from delibctl.edge.failures import explain, is_block
from delibctl.edge.mask import Mask
from delibctl.edge.replies import read_reply
from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, FailureKind, ModelSpec, Question, Reply, ReplyForm, Wants

_RETRIED = {
    FailureKind.RATE_LIMIT,
    FailureKind.SERVER,
    FailureKind.TIMEOUT,
    FailureKind.CONNECTION,
    FailureKind.BAD_REPLY,
}


@dataclass(frozen=True, kw_only=True)
class Retries:
    """Tries for each question; the wait before try n is random up to `base` * 2**n seconds."""

    attempts: int = 6
    base: float = 0.5
    longest: float = 30.0

    def wait(self, attempt: int, retry_after: float | None, random: Random) -> float:
        """Seconds to wait after a failed attempt (counted from 1), with full jitter."""
        jitter = random.uniform(0, min(self.longest, self.base * 2**attempt))
        return max(retry_after or 0.0, jitter)


def load() -> Any:
    """LiteLLM, told to fetch nothing, read no .env, and print nothing."""
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
    os.environ["LITELLM_LOG"] = "ERROR"
    import litellm

    litellm.suppress_debug_info = True
    litellm.disable_hf_tokenizer_download = True
    litellm.telemetry = False
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).propagate = False
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A question that is given up leaves calls behind which the library never awaits.
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited")
    return litellm


def check(model: ModelSpec, environment: Mapping[str, str]) -> None:
    """Raise before anything is sent if the name is no model, or its key is not set."""
    if model.api_key_env and not environment.get(model.api_key_env):
        raise _no_key(model, model.api_key_env)
    litellm = load()
    try:
        litellm.get_llm_provider(model=model.name, api_base=model.api_base)
    except Exception as error:
        raise DelibctlError(
            f"unknown model {model.name!r}: LiteLLM knows no provider for it",
            next="write it as provider/name, for example openai/gpt-4o or ollama_chat/llama3.2; "
            "`baseline` needs no provider",
        ) from error
    if model.api_base is None and model.api_key_env is None:
        missing = litellm.validate_environment(model=model.name).get("missing_keys") or []
        keys = [name for name in missing if name.endswith(("_KEY", "_TOKEN", "_KEY_ID"))]
        # Either of two keys is enough for some providers, so one that is set settles it.
        if keys and not any(environment.get(name) for name in keys):
            raise _no_key(model, " or ".join(keys))


def _no_key(model: ModelSpec, variable: str) -> DelibctlError:
    return DelibctlError(
        f"{model.alias}: no key; {variable} is not set",
        next=f"export {variable}=..., or use --model baseline, which needs no key",
    )


def endpoint(model: ModelSpec, environment: Mapping[str, str]) -> str | None:
    """Where a model's questions go: another server may answer otherwise.

    A bare name says nothing of its provider, so it is kept apart by every address that could be
    meant. LiteLLM knows better, but takes seconds to ask.
    """
    provider, slash, _ = model.name.partition("/")
    providers = [provider.removesuffix("_chat")] if slash else ["openai", "anthropic"]
    names = [f"{name.upper()}_{end}" for name in providers for end in ("BASE_URL", "API_BASE")]
    return model.api_base or next((environment[n] for n in names if environment.get(n)), None)


class Provider:
    """One model behind LiteLLM; `waiting` is told of each failure after which it tries again."""

    def __init__(
        self,
        model: ModelSpec,
        environment: Mapping[str, str],
        random: Random,
        retries: Retries,
        waiting: Callable[[Failure], None] = lambda _failure: None,
    ) -> None:
        self._model = model
        self._environment = environment
        self._random = random
        self._retries = retries
        self._waiting = waiting
        self._mask = Mask(environment, model.api_key_env)
        self._litellm: Any = None
        #: What to ask for under `auto`: once the provider turns one form down, the next.
        self._forms = [ReplyForm.JSON_SCHEMA, ReplyForm.JSON_OBJECT, ReplyForm.PROMPT]
        #: Forms under which a reply has come; a later complaint is about the question.
        self._proven: set[ReplyForm] = set()

    @property
    def ask(self) -> Ask:
        """The seam."""
        return self._ask

    async def close(self) -> None:
        """Close the connections of this event loop."""
        if self._litellm is not None:
            await self._litellm.close_litellm_async_clients()

    async def _ask(self, question: Question) -> Reply | Failure:
        if self._litellm is None:
            check(self._model, self._environment)
            self._litellm = load()
        attempt = 0
        while True:
            attempt += 1
            found = await self._once(question, attempt)
            if isinstance(found, Reply):
                return found
            failure, retry_after = found
            if failure.kind not in _RETRIED or attempt >= self._retries.attempts:
                return failure
            self._waiting(failure)
            await asyncio.sleep(self._retries.wait(attempt, retry_after, self._random))

    async def _once(self, question: Question, attempt: int) -> Reply | tuple[Failure, float | None]:
        form = self._form(question)
        started = time.monotonic()
        try:
            # The library's own limit is one for each read: a server that drips has no end.
            response = await asyncio.wait_for(
                self._litellm.acompletion(**self._arguments(question, form)), self._model.timeout
            )
            seconds = time.monotonic() - started
            reply = read_reply(response, self._model, self._mask, form, attempt, seconds)
            self._proven.add(form)
            return reply
        except Exception as error:
            if is_block(error, self._litellm):
                return Reply(text="", blocked=True, finish="content_filter", attempts=attempt)
            failure, retry_after = explain(error, self._litellm, attempt, self._mask)
            if self._turned_down(failure, form, question):
                self._forms = [other for other in self._forms if other is not form]
                return await self._once(question, attempt)
            return failure, retry_after

    def _form(self, question: Question) -> ReplyForm:
        if question.form is not ReplyForm.AUTO:
            return question.form
        supported = self._litellm.get_supported_openai_params(model=self._model.name)
        takes = supported is None or "response_format" in supported
        return self._forms[0] if takes else ReplyForm.PROMPT

    def _turned_down(self, failure: Failure, form: ReplyForm, question: Question) -> bool:
        """Whether a provider that was only thought to constrain replies says that it does not."""
        return (
            question.form is ReplyForm.AUTO
            and form is not ReplyForm.PROMPT
            and form not in self._proven
            and failure.kind in (FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED)
            and any(word in failure.message for word in ("response_format", "json_", "schema"))
        )

    def _arguments(self, question: Question, form: ReplyForm) -> dict[str, Any]:
        model = self._model
        arguments: dict[str, Any] = {
            "model": model.name,
            "messages": [
                {"role": message.role, "content": message.content} for message in question.messages
            ],
            "max_tokens": model.max_tokens,
            "timeout": model.timeout,
            "num_retries": 0,
            "max_retries": 0,
            "response_format": _response_format(form, question.wants),
            "api_base": model.api_base,
            "api_key": self._key(),
            "temperature": model.temperature,
            "seed": model.seed,
            "reasoning_effort": model.reasoning_effort,
        }
        return {name: value for name, value in arguments.items() if value is not None}

    def _key(self) -> str | None:
        if self._model.api_key_env:
            return self._environment.get(self._model.api_key_env)
        # A server of one's own needs no key, but the clients insist on one.
        return "not-needed" if self._model.api_base else None


def _response_format(form: ReplyForm, wants: Wants) -> dict[str, Any] | None:
    schema = reply_schema(wants)
    if schema is None:
        return None
    if form is ReplyForm.JSON_OBJECT:
        return {"type": "json_object"}
    if form is ReplyForm.JSON_SCHEMA:
        schema = {"name": str(wants), "strict": True, "schema": schema}
        return {"type": "json_schema", "json_schema": schema}
    return None
