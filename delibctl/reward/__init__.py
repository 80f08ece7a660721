"""A policy as a reward for reinforcement learning. See docs/reward.md.

Its names are loaded once they are used, and no adapter loads its trainer sooner than that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delibctl.reward.adapters.openrlhf import openrlhf_reward as openrlhf_reward
    from delibctl.reward.adapters.skyrl import skyrl_env as skyrl_env
    from delibctl.reward.adapters.trl import trl_reward as trl_reward
    from delibctl.reward.adapters.verifiers import verifiers_taskset as verifiers_taskset
    from delibctl.reward.adapters.verl import verl_reward as verl_reward
    from delibctl.reward.blind import VisibleAnswer as VisibleAnswer
    from delibctl.reward.blind import visible as visible
    from delibctl.reward.core import Reward as Reward
    from delibctl.reward.opening import open_reward as open_reward
    from delibctl.reward.verdict import Form as Form
    from delibctl.reward.verdict import Verdict as Verdict

#: Every name that this package offers, and the module that holds it.
_MODULES = {
    "Form": "verdict",
    "Reward": "core",
    "Verdict": "verdict",
    "VisibleAnswer": "blind",
    "open_reward": "opening",
    "openrlhf_reward": "adapters.openrlhf",
    "skyrl_env": "adapters.skyrl",
    "trl_reward": "adapters.trl",
    "verifiers_taskset": "adapters.verifiers",
    "verl_reward": "adapters.verl",
    "visible": "blind",
}
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
