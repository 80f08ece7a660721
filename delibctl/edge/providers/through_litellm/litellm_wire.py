"""The wire to every provider that LiteLLM knows."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.credentials import NO_KEY
from delibctl.edge.providers.access.network import Proxy, proxy_for
from delibctl.edge.providers.errors.error_response import error_in
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.completion import has_completion, has_text
from delibctl.edge.providers.replies.endings import Ending, ending_of, native_word
from delibctl.edge.providers.replies.other_protocols import completion_of
from delibctl.edge.providers.replies.usage import with_bill
from delibctl.edge.providers.through_litellm import litellm_switches
from delibctl.edge.providers.through_litellm.connections import close_connections, open_connections
from delibctl.edge.providers.through_litellm.litellm_address import UNKNOWN_ADDRESS, litellm_address
from delibctl.edge.providers.through_litellm.litellm_alone import send_nothing_else
from delibctl.edge.providers.through_litellm.litellm_errors import failure_of
from delibctl.edge.providers.through_litellm.litellm_exchange import Exchange, exchanged
from delibctl.edge.providers.through_litellm.litellm_library import (
    load,
    register,
    takes_cache_marks,
    takes_response_format,
    warm_up,
)
from delibctl.edge.providers.through_litellm.litellm_watch import watch
from delibctl.edge.providers.wire import (
    NO_COMPLETION,
    WireFailure,
    WireRequest,
    WireResponse,
    WireTraits,
)
from delibctl.model import ModelSpec

#: Only the first message: the system text of a case itself is sent once.
_CACHE_MARKS = [{"location": "message", "index": 0}]


class LiteLLMWire:
    """Sends requests with LiteLLM, which is loaded when the wire is opened."""

    def __init__(
        self, model: ModelSpec, environment: Mapping[str, str], redactor: Redactor
    ) -> None:
        self._model = model
        self._environment = environment
        self._redactor = redactor
        self._litellm: Any = None
        self._proxy: Proxy | None = None
        self._hides = False

    async def open(self) -> WireTraits:
        """Load LiteLLM and all that it needs for the model."""
        check_model(self._model, self._environment)
        address = litellm_address(self._model, self._environment) or UNKNOWN_ADDRESS
        self._proxy = proxy_for(address, self._environment)
        litellm = load()
        watch(litellm)
        send_nothing_else(litellm)
        litellm_switches.hide()
        self._hides = True
        open_connections()
        self._litellm = litellm
        register(self._model, litellm)
        await warm_up(self._model, litellm)
        return WireTraits(
            response_format=takes_response_format(self._model, litellm),
            cache_marks=takes_cache_marks(self._model, litellm),
        )

    async def send(self, request: WireRequest) -> WireResponse | WireFailure:
        """Send a request once."""
        result: WireResponse | WireFailure
        keyless = request.address if self._model.api_base and request.key == NO_KEY else None
        with exchanged(keyless, request.timeout) as exchange:
            try:
                # The library's own timeout is for each read: a server that drips never reaches it.
                response = await asyncio.wait_for(
                    self._litellm.acompletion(**arguments(request)), request.timeout
                )
                if not response.choices:
                    raise ValueError(NO_COMPLETION)
                result = _response(response, _body_in(exchange))
            except Exception as error:
                result = self._failed(error, request, exchange)
        return replace(result, requests=exchange.requests or result.requests)

    async def close(self) -> None:
        """Close the connections of this event loop."""
        if self._hides:
            litellm_switches.show()
            self._hides = False
        if self._litellm is not None:
            await close_connections(self._litellm)
            self._litellm = None

    def _failed(
        self, error: Exception, request: WireRequest, exchange: Exchange
    ) -> WireResponse | WireFailure:
        body = _body_in(exchange)
        is_answer = exchange.response is not None and exchange.response.status < 300
        if is_answer and not error_in(body):
            # LiteLLM fails on what it does not know in a side field; the answer is there.
            completion = body if has_completion(body) else completion_of(body)
            if completion is not None:
                return WireResponse(body=completion)
        failure = failure_of(error, self._litellm, self._redactor, request, exchange, self._proxy)
        return with_bill(failure, body, self._model)


def arguments(request: WireRequest) -> dict[str, Any]:
    """Return the arguments with which LiteLLM sends a request."""
    parameters = dict(request.parameters)
    values = {
        "model": request.model,
        "messages": request.messages,
        **_limit(parameters.pop("max_tokens", None), request.limit),
        "timeout": request.timeout,
        "response_format": request.response_format,
        "api_base": request.address,
        "api_key": request.key,
        "temperature": parameters.pop("temperature", None),
        "seed": parameters.pop("seed", None),
        "reasoning_effort": parameters.pop("reasoning_effort", None),
        "cache_control_injection_points": _CACHE_MARKS if request.mark_cache else None,
    }
    given = {name: value for name, value in values.items() if value is not None}
    if "extra_body" in given and "extra_body" in parameters:
        parameters["extra_body"] = parameters["extra_body"] | given["extra_body"]
    return given | parameters


def _limit(tokens: int | None, name: str | None) -> dict[str, Any]:
    """Return the most tokens of an answer, under a name that LiteLLM would change for some models.

    It refuses the new name where it does not know that a model takes it.
    """
    match name:
        case "max_completion_tokens":
            return {name: tokens, "allowed_openai_params": [name]}
        case "max_tokens":
            return {"extra_body": {name: tokens}}
        case _:
            return {"max_tokens": tokens}


def _body_in(exchange: Exchange) -> Any:
    return None if exchange.response is None else exchange.response.body


def _response(response: Any, body: Any) -> WireResponse:
    """Return what LiteLLM made of a response, with the body that came.

    A body of OpenAI's protocol is read as over the direct wire. But where LiteLLM has asked for the
    answer as the call of a tool, only LiteLLM tells the answer.
    """
    made = _body(response, body)
    in_protocol = has_completion(body)
    by_tool = in_protocol and has_text(made) and not has_text(body)
    if in_protocol and not by_tool:
        made = body | {"model": made["model"] or body.get("model")}
    return WireResponse(body=made, price=_price(response))


def _body(response: Any, body: Any) -> dict[str, Any]:
    usage: Any = getattr(response, "usage", None)
    return {
        "choices": [_choice(choice, body) for choice in response.choices],
        "model": getattr(response, "model", None),
        "system_fingerprint": getattr(response, "system_fingerprint", None),
        # Its total is another one than the sum where LiteLLM has added a part itself.
        "usage": usage.model_dump(exclude={"total_tokens"}, warnings=False)
        if hasattr(usage, "model_dump") and not _is_estimated(body)
        else None,
    }


def _is_estimated(body: Any) -> bool:
    """Return True if LiteLLM has estimated tokens that the server did not count (Ollama)."""
    is_ollama = isinstance(body, dict) and "done" in body
    return is_ollama and not {"eval_count", "prompt_eval_count"} <= body.keys()


def _choice(choice: Any, body: Any) -> dict[str, Any]:
    message = choice.message
    extra = getattr(message, "provider_specific_fields", None) or {}
    own = getattr(choice, "provider_specific_fields", None) or {}
    # LiteLLM calls it `stop` if the provider failed in mid-answer, and if it has a word for it that
    # LiteLLM does not know.
    native = native_word(body) or str(own.get("native_finish_reason") or "")
    ending = ending_of({"finish_reason": native})
    answered_by_tool = ending is Ending.TOOL_CALL and not message.tool_calls
    # Where the provider's word is as good as any, LiteLLM's is the known one.
    is_plain = answered_by_tool or ending is Ending.WHOLE
    return {
        "finish_reason": choice.finish_reason if is_plain else native,
        "message": {
            "content": message.content,
            "reasoning_content": getattr(message, "reasoning_content", None),
            "refusal": getattr(message, "refusal", None) or extra.get("refusal"),
            "thinking_blocks": getattr(message, "thinking_blocks", None),
            "reasoning_details": getattr(message, "reasoning_details", None)
            or extra.get("reasoning_details"),
        },
    }


def _price(response: Any) -> float | None:
    cost = getattr(response, "_hidden_params", {}).get("response_cost")
    # A price of zero in LiteLLM's table means that it is unknown; counts below zero are nonsense.
    return float(cost) if cost and cost > 0 else None
