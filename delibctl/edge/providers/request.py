"""The arguments with which LiteLLM sends a question."""

from typing import Any

from delibctl.deliberate import reply_schema
from delibctl.judge import VERDICT_SCHEMA
from delibctl.judge.changes import DIRECTION_SCHEMA
from delibctl.model import ModelSpec, Question, ReplyForm, Wants

#: Only the first message: the system text of a case itself is sent once.
_CACHE_MARKS = [{"location": "message", "index": 0}]
_JUDGE_SCHEMAS = {Wants.VERDICT: VERDICT_SCHEMA, Wants.DIRECTION: DIRECTION_SCHEMA}


def arguments(
    model: ModelSpec, question: Question, form: ReplyForm, *, key: str | None, mark_cache: bool
) -> dict[str, Any]:
    """Return the arguments of a request; `mark_cache` asks the provider to cache the policy."""
    marks_cache = mark_cache and _opens_with_policy(question)
    request = {
        "model": model.name,
        "messages": [
            {"role": message.role, "content": message.content} for message in question.messages
        ],
        "max_tokens": model.max_tokens,
        "timeout": model.timeout,
        # Nobody would count retries of the library itself.
        "num_retries": 0,
        "max_retries": 0,
        "response_format": _response_format(form, question.wants),
        "api_base": model.api_base,
        "api_key": key,
        "temperature": model.temperature,
        "seed": model.seed,
        "reasoning_effort": model.reasoning_effort,
        "cache_control_injection_points": _CACHE_MARKS if marks_cache else None,
    }
    return {name: value for name, value in request.items() if value is not None} | model.params


def _opens_with_policy(question: Question) -> bool:
    shows_policy = question.wants not in (Wants.TEXT, Wants.DIRECTION)
    return shows_policy and question.messages[0].role == "system"


def _response_format(form: ReplyForm, wants: Wants) -> dict[str, Any] | None:
    schema = _JUDGE_SCHEMAS.get(wants) or reply_schema(wants)
    if schema is None:
        return None
    if form is ReplyForm.JSON_OBJECT:
        return {"type": "json_object"}
    if form is ReplyForm.JSON_SCHEMA:
        schema = {"name": str(wants), "strict": True, "schema": schema}
        return {"type": "json_schema", "json_schema": schema}
    return None
