"""The reward as OpenRLHF calls it, as a function of a Python file and over HTTP.

Run with OpenRLHF 0.11.2: `SingleTurnAgentExecutor` of utils/agent.py sends one query at a time: the
prompt and the response with their special tokens. trainer/ppo_utils/experience.py, which was only
read, wants the same keys of every sample. A sample without a number breaks the training later on,
so the answer to every query is one.
"""

from collections.abc import Callable, Sequence
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.library.threads import completed
from delibctl.reward.blind import visible_after
from delibctl.reward.core import Answered
from delibctl.reward.opening import open_reward
from delibctl.reward.verdict import Verdict, measures

Rewards = dict[str, Any]


def openrlhf_reward(
    policy: Any = None, judge: str | None = None, **options: Any
) -> Callable[..., Rewards]:
    """Return a `reward_func` for the file that `--reward.remote_url` names.

    Args:
        policy: as `open_reward` takes it.
        judge: `patterns`, or a model; the configured one unless given.
        options: the other options of `open_reward`.

    Returns:
        A function of `queries`, `prompts` and `labels` (the ids of the cases), lists of one
        length. It returns `rewards` and `scores`, both lists of numbers from 0 to 1, and
        `extra_logs`, a list for each measure; `unreadable` is 1 where the number is a stand-in.

    Raises:
        DelibctlError: what `open_reward` raises; when called, that a case is unknown.
    """
    reward = open_reward(policy, judge, **options)

    def reward_func(
        queries: Sequence[str], prompts: Sequence[str], labels: Sequence[str], **_: Any
    ) -> Rewards:
        import asyncio

        answered = answered_queries(queries, prompts, labels)
        return as_rewards(completed(lambda _: asyncio.run(reward.verdicts(answered))))

    return reward_func


def answered_queries(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[str]
) -> list[Answered]:
    """Return the answers of queries. Raises DelibctlError if the lists differ in length."""
    if not len(queries) == len(prompts) == len(labels):
        raise DelibctlError(
            f"{len(queries)} queries, {len(prompts)} prompts and {len(labels)} labels",
            next="send lists of one length; each label is the id of a case",
        )
    return [
        Answered(answer=visible_after(prompt, query), case=label)
        for query, prompt, label in zip(queries, prompts, labels, strict=True)
    ]


def as_rewards(verdicts: Sequence[Verdict]) -> Rewards:
    """Return verdicts as OpenRLHF reads them."""
    numbers = [verdict.number for verdict in verdicts]
    logs = [measures(verdict) for verdict in verdicts]
    names = logs[0] if logs else ()
    return {
        "rewards": numbers,
        "scores": numbers,
        "extra_logs": {name: [log[name] for log in logs] for name in names},
    }
