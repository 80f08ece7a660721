"""The choice of a wire: OpenAI's protocol where a server speaks it, LiteLLM for every other."""

from collections.abc import Mapping

from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import Wire
from delibctl.model import ModelSpec


def wire_for(model: ModelSpec, environment: Mapping[str, str], redactor: Redactor) -> Wire:
    """Return the wire of a model. Loads the one that is needed, and no other."""
    route = route_of(model)
    if route.direct:
        load_wires(direct=True)
        from delibctl.edge.providers.direct.openai_wire import OpenAIWire

        return OpenAIWire(model, route, environment, redactor)
    from delibctl.edge.providers.through_litellm.litellm_wire import LiteLLMWire

    return LiteLLMWire(model, environment, redactor)


def load_wires(*, direct: bool) -> None:
    """Load what a process needs for its questions: LiteLLM only unless all are asked directly."""
    if direct:
        from delibctl.edge.providers.certificates_later import certificates_later

        with certificates_later():
            import delibctl.edge.providers.direct.openai_wire  # noqa: F401
    else:
        from delibctl.edge.providers.through_litellm.litellm_library import load_whole

        load_whole()
