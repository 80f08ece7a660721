"""From the body of a request to the answers that it asks about."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, TypeGuard

from starlette.requests import ClientDisconnect, Request

from delibctl.errors import DelibctlError
from delibctl.reward.adapters.openrlhf import answered_queries
from delibctl.reward.blind import conversation, visible
from delibctl.reward.core import Answered
from delibctl.reward.server.limits import Limits
from delibctl.reward.server.refusal import Refusal


async def read_json(request: Request, limits: Limits) -> tuple[dict[str, Any], int]:
    """Return the object in a body, and its bytes. Raises Refusal: 400, 408, 413 or 415."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        # A page in a browser cannot send this type to loopback without asking first.
        raise Refusal(
            415, "the body is not application/json", "set the Content-Type of the request"
        )
    try:
        async with asyncio.timeout(limits.body_seconds):
            body = await _body(request, limits)
    except TimeoutError:
        raise Refusal(408, f"the body did not arrive in {limits.body_seconds:g} seconds") from None
    except ClientDisconnect:
        raise Refusal(400, "the client left before its body had arrived") from None
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        # The text of the error would repeat a part of the body.
        raise Refusal(400, "the body is not JSON") from None
    if not isinstance(data, dict):
        raise Refusal(400, "the body is not a JSON object")
    return data, len(body)


async def _body(request: Request, limits: Limits) -> bytes:
    too_large = Refusal(
        413, f"the body is larger than {limits.body} bytes", "send fewer answers in one request"
    )
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.body:
        raise too_large
    pieces = bytearray()
    async for piece in request.stream():
        pieces += piece
        if len(pieces) > limits.body:
            raise too_large
    return bytes(pieces)


def batch(data: dict[str, Any], limits: Limits) -> list[Answered]:
    """Return the answers of `{"answers": [{"case", "reply", "messages"?}]}`. Raises Refusal."""
    answers = _list(data, "answers", limits)
    return [_answered(each, f"answers[{number}]") for number, each in enumerate(answers)]


def queries(data: dict[str, Any], limits: Limits) -> list[Answered]:
    """Return the answers of `{"query", "prompts", "labels"}`, OpenRLHF's form. Raises Refusal."""
    columns = [_texts(data, name, limits) for name in ("query", "prompts", "labels")]
    try:
        return answered_queries(*columns)
    except DelibctlError as error:
        raise Refusal(422, error.what, error.next) from None


def _answered(entry: object, where: str) -> Answered:
    if not isinstance(entry, dict):
        raise Refusal(422, f"{where} is not an object")
    case, reply = entry.get("case"), entry.get("reply")
    if not isinstance(case, str):
        raise Refusal(422, f"{where}.case is not a text", "name a case of the policy")
    if not isinstance(reply, str) and not _are_messages(reply):
        raise Refusal(422, f"{where}.reply is neither a text nor messages")
    turns = entry.get("messages", [])
    if not _are_messages(turns):
        raise Refusal(422, f"{where}.messages are not messages", 'each is {"role", "content"}')
    return Answered(messages=conversation(turns), answer=visible(reply), case=case)


def _are_messages(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _list(data: dict[str, Any], name: str, limits: Limits) -> list[Any]:
    values = data.get(name)
    if not isinstance(values, list) or not values:
        raise Refusal(422, f"{name} is not a list with at least one entry")
    if len(values) > limits.answers:
        raise Refusal(413, f"{name} has more than {limits.answers} entries", "send fewer")
    return values


def _texts(data: dict[str, Any], name: str, limits: Limits) -> Sequence[str]:
    values = _list(data, name, limits)
    if not all(isinstance(each, str) for each in values):
        raise Refusal(422, f"{name} is not a list of texts")
    return values
