"""The cases of a policy as a task set of verifiers, which prime-rl trains on.

Run with verifiers 0.4.0: `Task.score` of v1/task.py awaits the reward. The judge is given what the
model said to its user; `reasoning_content` is a field of its own and never read.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Case
from delibctl.reward.blind import VisibleAnswer, visible
from delibctl.reward.core import Answered, Reward
from delibctl.reward.opening import open_reward
from delibctl.reward.verdict import measures


def verifiers_taskset(policy: Any = None, judge: str | None = None, **options: Any) -> type[Any]:
    """Return a task set class, for a package to export in its `__all__`.

    Args:
        policy: as `open_reward` takes it.
        judge: `patterns`, or a model; the configured one unless given.
        options: the other options of `open_reward`.

    Returns:
        A subclass of `verifiers.v1.Taskset`. It has a task for each case to train on, whose key is
        the id of the case and whose prompt is its conversation, without the policy. The reward
        `policy` is 0 to 1. The metrics `unreadable` (1 where the reward is a stand-in of 0),
        `over_refusal`, `under_refusal`, `benign` and `clause/<id>` are recorded with it.

    Raises:
        DelibctlError: what `open_reward` raises, or verifiers is not installed.
    """
    try:
        vf: Any = import_module("verifiers.v1")
    except ImportError as error:
        raise DelibctlError(
            f"verifiers cannot be imported: {error}", next="install verifiers 0.4 or later"
        ) from error
    return _taskset(vf, open_reward(policy, judge, **options))


def _taskset(vf: Any, reward: Reward) -> type[Any]:
    class CaseData(vf.TaskData):  # type: ignore[misc]  # a base that is known once it is installed
        case: str

    class CaseTask(vf.Task[CaseData]):  # type: ignore[misc]
        @property
        def key(self) -> str:
            return str(self.data.case)

        @vf.reward  # type: ignore[untyped-decorator]
        async def policy(self, trace: Any) -> float:
            [verdict] = await reward.verdicts([Answered(answer=_said(trace), case=self.data.case)])
            trace.record_metrics(measures(verdict))
            trace.record_metrics({f"clause/{id}": worth for id, worth in verdict.clauses.items()})
            return verdict.number

    class PolicyTaskset(vf.Taskset[CaseTask, vf.TasksetConfig]):  # type: ignore[misc]
        def load(self) -> Iterator[Any]:
            for case in reward.cases.values():
                if reward.trainable(case):
                    data = CaseData(id=case.id, case=case.id, prompt=_prompt(case))
                    yield CaseTask(data, self.config.task)

    return PolicyTaskset


def _said(trace: Any) -> VisibleAnswer:
    """Return what the model said to its user, over all turns."""
    if trace.root_reply is not None:
        return visible(str(trace.root_reply))
    return visible([{"content": message.content} for message in trace.assistant_messages])


def _prompt(case: Case) -> Any:
    first, *more = case.messages
    if not more and first.role == "user":
        return first.content
    return [{"role": turn.role, "content": turn.content} for turn in case.messages]
