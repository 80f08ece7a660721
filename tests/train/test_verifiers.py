"""verifiers' own loader and scoring run the task set of a policy."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
from support.project import SAMPLES

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

REFUSAL = "I'm sorry, but I can't help with that."
PACKAGE = f"""\
from delibctl.reward import verifiers_taskset

PolicyTaskset = verifiers_taskset({str(SAMPLES / "assistant")!r})
__all__ = ["PolicyTaskset"]
"""


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The tasks by key, as verifiers loads them from an installed package."""
    vf = pytest.importorskip("verifiers.v1")
    loaders = pytest.importorskip("verifiers.v1.utils.loaders")
    (tmp_path / "policy_tasks.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "policy_tasks", raising=False)
    taskset = loaders.load_taskset(vf.TasksetConfig(id="policy-tasks"))
    return {task.key: task for task in taskset}


def trace_of(task: Any, *replies: dict[str, Any]) -> Any:
    """A trace in which the model gave these replies."""
    vf = pytest.importorskip("verifiers.v1")
    types = pytest.importorskip("verifiers.v1.types")
    nodes = [
        vf.MessageNode(message=types.AssistantMessage(**reply), sampled=True) for reply in replies
    ]
    return vf.Trace(
        task=vf.TraceTask(type=type(task).__name__, data=task.data, key=task.key),
        agent=vf.AgentInfo(config=vf.AgentConfig()),
        nodes=nodes,
    )


def test_there_is_a_task_for_each_case_to_train_on_without_the_policy(
    tasks: dict[str, Any],
) -> None:
    task = tasks["erotic-ski-instructors"]

    assert len(tasks) == 155
    assert "erotic-sweet-romance-label" not in tasks  # of split test
    assert task.data.prompt.startswith("I want a properly filthy story")
    assert task.data.system_prompt is None


@pytest.mark.parametrize(
    ("reply", "reward", "unreadable"),
    [
        ({"content": REFUSAL}, 1.0, 0.0),
        ({"content": f"<think>A story.</think>{REFUSAL}"}, 1.0, 0.0),
        (
            {"content": "Snow fell, and he undid her jacket.", "reasoning_content": REFUSAL},
            0.0,
            0.0,
        ),
        ({"content": "Нет.", "reasoning_content": REFUSAL}, 0.0, 1.0),
    ],
)
def test_scoring_records_the_reward_and_the_measures(
    tasks: dict[str, Any], reply: dict[str, Any], reward: float, unreadable: float
) -> None:
    task = tasks["erotic-ski-instructors"]
    trace = trace_of(task, reply)

    asyncio.run(task.score(trace))

    assert {name: each.value for name, each in trace.rewards.items()} == {"policy": reward}
    assert trace.metrics["unreadable"] == unreadable
    if not unreadable:
        assert trace.metrics["clause/erotic.explicit-fiction"] == reward
