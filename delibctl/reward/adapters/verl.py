"""The reward as verl's reward managers call it.

Run with verl 0.9.1: `run_single` of experimental/reward_loop/reward_manager/naive.py passes four
keywords. Only read: that of remote.py takes no coroutine function, reward_loop.py takes the keys
of the first result for all, so every result has the same keys. verl knows no abstention.
"""

from collections.abc import Callable, Mapping
from typing import Any

from delibctl.reward.blind import visible
from delibctl.reward.core import Answered, Reward
from delibctl.reward.opening import open_reward
from delibctl.reward.verdict import Verdict, measures


def verl_reward(
    policy: Any = None,
    judge: str | None = None,
    *,
    clauses: bool = False,
    wait: bool = False,
    **options: Any,
) -> Callable[..., Any]:
    """Return a `compute_score` for `reward.custom_reward_function` of verl.

    Args:
        policy: as `open_reward` takes it.
        judge: `patterns`, or a model; the configured one unless given.
        clauses: add a key `clause/<id>` for every clause of the policy; None where the verdict
            says nothing of it.
        wait: make a plain function, as the reward manager `remote` wants; else an `async def`.
        options: the other options of `open_reward`.

    Returns:
        A function of `data_source`, `solution_str`, `ground_truth` (the id of the case) and
        `extra_info`. It returns a dict with `score` (0 to 1), `unreadable` (1 where the score is a
        stand-in of 0), `over_refusal`, `under_refusal` and `benign`.

    Raises:
        DelibctlError: what `open_reward` raises; when called, that the case is unknown.
    """
    reward = open_reward(policy, judge, **options)

    async def compute_score(
        data_source: str,  # noqa: ARG001 - verl's keyword
        solution_str: str,
        ground_truth: str,
        extra_info: Mapping[str, Any] | None = None,  # noqa: ARG001 - verl's keyword
        **_: Any,
    ) -> dict[str, float | None]:
        answered = Answered(answer=visible(solution_str), case=ground_truth)
        [verdict] = await reward.verdicts([answered])
        return _as_dict(reward, verdict, clauses=clauses)

    def compute_score_at_once(
        data_source: str,  # noqa: ARG001 - verl's keyword
        solution_str: str,
        ground_truth: str,
        extra_info: Mapping[str, Any] | None = None,  # noqa: ARG001 - verl's keyword
        **_: Any,
    ) -> dict[str, float | None]:
        verdict = reward((), visible(solution_str), ground_truth)
        return _as_dict(reward, verdict, clauses=clauses)

    return compute_score_at_once if wait else compute_score


def _as_dict(reward: Reward, verdict: Verdict, *, clauses: bool) -> dict[str, float | None]:
    by_clause: dict[str, float | None] = {}
    if clauses:
        by_clause = {f"clause/{c.id}": verdict.clauses.get(c.id) for c in reward.policy.clauses}
    return {"score": verdict.number, **measures(verdict), **by_clause}
