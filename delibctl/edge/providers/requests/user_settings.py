"""The settings of a user that a provider may turn down; none of them is ever dropped."""

from delibctl.edge.providers.wire import WireFailure
from delibctl.model import FailureKind, ModelSpec, ReplyForm

_SETTINGS = ("temperature", "seed", "reasoning_effort")
_COMPLAINTS = {FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED}


def setting_in(failure: WireFailure, model: ModelSpec) -> str:
    """Return the setting of the user that a failure complains about; empty without any."""
    turned_down = failure.complaint.turns_down
    form = model.structured is not ReplyForm.AUTO and turned_down("response_format")
    if failure.kind not in _COMPLAINTS:
        # llama-cpp-python answers a form that it does not know with an error of its own.
        return "structured" if form and failure.kind is FailureKind.SERVER else ""
    names = [name for name in _SETTINGS if getattr(model, name) is not None]
    found = [name for name in names if turned_down(name)]
    found += [f"params.{name}" for name in model.params if turned_down(name)]
    if form:
        found.append("structured")
    return found[0] if found else ""
