"""The reward as an environment of SkyRL, of one turn.

Run with skyrl-gym 0.4.0: `make` passes `env_config` and `extras`, `step` returns what
envs/base_text_env.py names. The trainer's own loop was not run. SkyRL knows no abstention.
"""

from importlib import import_module
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.reward.blind import conversation, visible
from delibctl.reward.core import Reward
from delibctl.reward.opening import open_reward
from delibctl.reward.verdict import measures


def skyrl_env(policy: Any = None, judge: str | None = None, **options: Any) -> type[Any]:
    """Return an environment class, to be registered under `env_class`.

    Args:
        policy: as `open_reward` takes it.
        judge: `patterns`, or a model; the configured one unless given.
        options: the other options of `open_reward`.

    Returns:
        A subclass of `BaseTextEnv`. `reward_spec.ground_truth` of a row is the id of the case. Its
        step ends the episode with a reward from 0 to 1. `get_metrics` returns `unreadable` (1
        where the reward is a stand-in of 0), `over_refusal`, `under_refusal` and `benign`.

    Raises:
        DelibctlError: what `open_reward` raises, or skyrl-gym is not installed.
    """
    try:
        base: Any = import_module("skyrl_gym.envs.base_text_env")
    except ImportError as error:
        raise DelibctlError(
            f"skyrl-gym cannot be imported: {error}", next="install skyrl-gym 0.4 or later"
        ) from error
    return _env(base, open_reward(policy, judge, **options))


def _env(base: Any, reward: Reward) -> type[Any]:
    class PolicyEnv(base.BaseTextEnv):  # type: ignore[misc]  # known once it is installed
        def __init__(self, env_config: Any = None, extras: Any = None) -> None:  # noqa: ARG002
            super().__init__()
            spec = (extras or {}).get("reward_spec") or {}
            if "ground_truth" not in spec:
                raise DelibctlError(
                    "the row has no reward_spec.ground_truth",
                    next="put the id of the case there",
                )
            self._case = str(spec["ground_truth"])
            self._turns: Any = ()
            self._measures: dict[str, float] = {}

        def init(self, prompt: Any) -> tuple[Any, dict[str, Any]]:
            self._turns = conversation(prompt)
            return prompt, {}

        def step(self, action: str) -> Any:
            verdict = reward(self._turns, visible(action), self._case)
            self._measures = measures(verdict)
            return base.BaseTextEnvStepOutput(
                observations=[],
                reward=verdict.number,
                done=True,
                metadata={**self._measures, "clauses": dict(verdict.clauses)},
            )

        def get_metrics(self) -> dict[str, float]:
            return self._measures

    return PolicyEnv
