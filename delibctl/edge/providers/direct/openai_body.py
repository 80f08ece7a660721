"""The body of a request in OpenAI's protocol."""

from typing import Any

from delibctl.edge.providers.access.routes import Route
from delibctl.edge.providers.wire import WireRequest


def body_of(request: WireRequest, route: Route) -> dict[str, Any]:
    """Return the body of a request."""
    parameters = dict(request.parameters)
    extra = parameters.pop("extra_body", None)
    body: dict[str, Any] = {"model": route.model, "messages": request.messages}
    if (limit := parameters.pop("max_tokens", None)) is not None:
        body[request.limit or route.limit] = limit
    if request.response_format is not None:
        body["response_format"] = request.response_format
    body |= parameters
    return body | extra if isinstance(extra, dict) else body
