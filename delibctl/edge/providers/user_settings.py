"""The settings of a user that a provider may turn down; none of them is ever dropped."""

from delibctl.edge.providers.wire import WireFailure
from delibctl.model import FailureKind, ModelSpec, ReplyForm

_SETTINGS = ("temperature", "seed", "reasoning_effort")
_COMPLAINTS = {FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED}


def setting_in(failure: WireFailure, model: ModelSpec) -> str:
    """Return the setting of the user that a failure complains about; empty without any."""
    if failure.kind not in _COMPLAINTS:
        return ""
    names = [name for name in _SETTINGS if getattr(model, name) is not None]
    turned_down = failure.complaint.turns_down
    found = [name for name in names if turned_down(name)]
    found += [f"params.{name}" for name in model.params if turned_down(name)]
    if model.structured is not ReplyForm.AUTO and turned_down("response_format"):
        found.append("structured")
    return found[0] if found else ""
