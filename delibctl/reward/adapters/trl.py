"""The reward as TRL's GRPO trainer calls it, and Axolotl, which runs TRL.

`GRPOTrainer._calculate_rewards` (trl 1.16.0, trainer/grpo_trainer.py) passes everything by keyword
and awaits coroutine functions together. None stands for a sample that this function leaves out.
"""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.reward.batch import means
from delibctl.reward.blind import conversation, visible
from delibctl.reward.core import Answered
from delibctl.reward.opening import open_reward

RewardFunction = Callable[..., Coroutine[Any, Any, list[float | None]]]


def trl_reward(
    policy: Any = None, judge: str | None = None, *, column: str = "case", **options: Any
) -> RewardFunction:
    """Return a reward function for `GRPOTrainer(reward_funcs=...)`.

    Args:
        policy: as `open_reward` takes it.
        judge: `patterns`, or a model; the configured one unless given.
        column: the dataset column that holds the id of the case. A row where it is None is no case
            of the policy, and left to other reward functions.
        options: the other options of `open_reward`.

    Returns:
        An `async def` that returns a number from 0 to 1 for each completion, or None if it could
        not be scored. It logs means over the batch as `policy/<measure>` and `clause/<id>`.

    Raises:
        DelibctlError: what `open_reward` raises; when called, that the column or a case is unknown.
    """
    reward = open_reward(policy, judge, **options)

    async def policy_reward(
        *,
        prompts: Sequence[Any],
        completions: Sequence[Any],
        log_metric: Callable[[str, float], None] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        if column not in columns:
            raise DelibctlError(
                f"the dataset has no column {column!r}",
                next="put the id of the case there, or name the column that holds it (column=...)",
            )
        rows = list(zip(prompts, completions, columns[column], strict=True))
        answered = [
            Answered(messages=conversation(prompt), answer=visible(completion), case=case)
            for prompt, completion, case in rows
            if case is not None
        ]
        verdicts = iter(await reward.verdicts(answered))
        found = [None if case is None else next(verdicts) for _, _, case in rows]
        if log_metric is not None:
            for name, value in means(each for each in found if each is not None):
                log_metric(name, value)
        return [None if each is None else each.score for each in found]

    return policy_reward
