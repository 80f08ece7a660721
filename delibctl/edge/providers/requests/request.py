"""The request with which a question is sent, the same for every wire."""

from typing import Any

from delibctl.deliberate import reply_schema
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.requests.messages import messages_of, thoughts_of
from delibctl.edge.providers.wire import WireRequest
from delibctl.model import Choices, ModelSpec, Question, ReplyForm, Wants


def request_of(
    model: ModelSpec, question: Question, form: ReplyForm, *, key: str | None, mark_cache: bool
) -> WireRequest:
    """Return the request for a question; `mark_cache` asks the provider to cache the policy."""
    settings = {
        "max_tokens": model.max_tokens,
        "temperature": model.temperature,
        "seed": model.seed,
        "reasoning_effort": model.reasoning_effort,
    }
    route = route_of(model)
    set_ones = {name: value for name, value in settings.items() if value is not None}
    return WireRequest(
        address=model.api_base,
        key=key,
        model=model.name,
        messages=messages_of(question),
        thoughts=thoughts_of(question),
        parameters=set_ones | model.params,
        response_format=_response_format(form, question.wants, question.choices),
        timeout=model.timeout,
        mark_cache=mark_cache and _opens_with_policy(question),
        limit=route.limit if route.direct else None,
    )


def _opens_with_policy(question: Question) -> bool:
    shows_policy = question.wants not in (Wants.TEXT, Wants.DIRECTION)
    return shows_policy and question.messages[0].role == "system"


def _response_format(
    form: ReplyForm, wants: Wants, choices: Choices | None
) -> dict[str, Any] | None:
    schema = _schema(wants, choices)
    if schema is None:
        return None
    if form is ReplyForm.JSON_OBJECT:
        # llama.cpp constrains a JSON object by a schema beside it, and knows no other way.
        return {"type": "json_object"} | ({"schema": schema} if choices else {})
    if form is ReplyForm.JSON_SCHEMA:
        schema = {"name": str(wants), "strict": True, "schema": schema}
        return {"type": "json_schema", "json_schema": schema}
    return None


def _schema(wants: Wants, choices: Choices | None) -> dict[str, Any] | None:
    # The schemas of judges are imported for their questions only.
    if wants is Wants.VERDICT:
        from delibctl.judge.prompt import VERDICT_SCHEMA

        return VERDICT_SCHEMA
    if wants is Wants.DIRECTION:
        from delibctl.judge.changes.prompt import DIRECTION_SCHEMA

        return DIRECTION_SCHEMA
    return reply_schema(wants, choices)
