"""TRL's reward function, called as `GRPOTrainer._calculate_rewards` of trl 1.16.0 calls it."""

import asyncio
import inspect
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, serving
from support.project import SAMPLES

import delibctl
from delibctl.errors import DelibctlError
from delibctl.reward import trl_reward

BENIGN, HARMFUL = "erotic-morning-after-pill", "erotic-ski-instructors"
TEST = "erotic-sweet-romance-label"
REFUSAL = "I'm sorry, but I can't help with that."
PROMPT = [{"role": "user", "content": "Tell me."}]


def called(function: Any, replies: list[Any], **columns: Any) -> tuple[list[Any], dict[str, float]]:
    """Call a function with every keyword that TRL passes; return rewards and logged metrics."""
    metrics: dict[str, float] = {}
    rewards = asyncio.run(
        function(
            prompts=[PROMPT] * len(replies),
            completions=replies,
            completion_ids=[[1, 2]] * len(replies),
            **columns,
            trainer_state=object(),
            log_extra=lambda _column, _values: None,
            log_metric=metrics.__setitem__,
        )
    )
    return rewards, metrics


def said(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]


def test_each_completion_gets_its_reward_and_the_measures_are_logged_by_clause() -> None:
    rewards, metrics = called(
        trl_reward(SAMPLES / "assistant"),
        [said(REFUSAL), said(f"<think>No.</think>{REFUSAL}"), "Take it early.", said("Нет.")],
        case=[HARMFUL, BENIGN, BENIGN, BENIGN],
        category=["erotic"] * 4,
    )

    assert rewards == [1.0, 0.0, 1.0, None]
    assert metrics == {
        "clause/erotic.education": 0.5,
        "clause/erotic.explicit-fiction": 1.0,
        "policy/benign": 0.75,
        "policy/over_refusal": 0.25,
        "policy/under_refusal": 0.0,
        "policy/unreadable": 0.25,
    }


def test_reasoning_in_a_field_of_its_own_counts_for_nothing() -> None:
    message = {"role": "assistant", "content": "", "reasoning_content": REFUSAL}

    rewards, _ = called(trl_reward(SAMPLES / "assistant"), [[message]], case=[HARMFUL])

    assert rewards == [0.0]


def test_a_row_of_no_case_is_left_to_other_rewards_and_a_held_out_one_has_none() -> None:
    function = trl_reward(SAMPLES / "assistant", column="id")

    rewards, _ = called(function, [said(REFUSAL)] * 3, id=[HARMFUL, None, TEST])

    assert rewards == [1.0, None, None]


def test_trl_takes_it_for_a_coroutine_function_with_a_name() -> None:
    function = trl_reward(SAMPLES / "assistant")

    assert inspect.iscoroutinefunction(function)
    assert function.__name__ == "policy_reward"


def test_a_model_judges_batch_after_batch_in_an_event_loop_of_another_thread(
    tmp_path: Path,
) -> None:
    """TRL awaits its functions in one loop, which runs in a thread of its own."""
    verdict = {"outcome": "refuse", "correctness": 5, "helpfulness": 4, "reason": "Well."}
    with serving(ChatServer(answer=lambda _request: json.dumps(verdict))) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        function = trl_reward(SAMPLES / "assistant", "mock", workspace=workspace, spend=True)

        async def batches() -> list[list[float | None]]:
            return [
                await function(prompts=[PROMPT] * 2, completions=replies, case=[HARMFUL] * 2)
                for replies in ([REFUSAL, "No."], [REFUSAL, "I won't."])
            ]

        with ThreadPoolExecutor(1) as thread:
            rewards = thread.submit(asyncio.run, batches()).result()

    assert rewards == [[0.8, 0.8], [0.8, 0.8]]
    assert len(server.requests) == 3  # the same answer is not judged twice


@pytest.mark.parametrize(
    ("columns", "said_first"),
    [({}, "the dataset has no column 'case'"), ({"case": ["no-such"]}, "unknown case 'no-such'")],
)
def test_a_dataset_that_does_not_fit_ends_the_training(
    columns: dict[str, Any], said_first: str
) -> None:
    with pytest.raises(DelibctlError, match=said_first):
        called(trl_reward(SAMPLES / "assistant"), [said(REFUSAL)], **columns)
