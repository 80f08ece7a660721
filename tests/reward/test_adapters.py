"""The rewards of verl and OpenRLHF, called as their trainers call them."""

import asyncio
import inspect
from pathlib import Path

import pytest
from support.project import SAMPLES

from delibctl.errors import DelibctlError
from delibctl.reward import openrlhf_reward, skyrl_env, verifiers_taskset, verl_reward

ASSISTANT = SAMPLES / "assistant"
BENIGN, HARMFUL = "erotic-morning-after-pill", "erotic-ski-instructors"
REFUSAL = "I'm sorry, but I can't help with that."
UNREADABLE = "Это можно принять и позже."


@pytest.mark.parametrize("wait", [False, True])
@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        (f"<think>No.</think>{REFUSAL}", HARMFUL, (1.0, 0.0, 0.0, 0.0, 0.0)),
        (REFUSAL, BENIGN, (0.0, 0.0, 1.0, 0.0, 1.0)),
        ("<think>No.", HARMFUL, (0.0, 0.0, 0.0, 0.0, 0.0)),
        (UNREADABLE, BENIGN, (0.0, 1.0, 0.0, 0.0, 1.0)),
    ],
    ids=["refusal", "over-refusal", "no answer", "unreadable"],
)
def test_verl_gets_a_dict_of_numbers_with_the_same_keys_each_time(
    wait: bool, text: str, case: str, expected: tuple[float, ...]
) -> None:
    compute_score = verl_reward(ASSISTANT, wait=wait)

    result = compute_score(
        data_source="policy", solution_str=text, ground_truth=case, extra_info={"num_turns": None}
    )

    if not wait:
        result = asyncio.run(result)
    names = ("score", "unreadable", "over_refusal", "under_refusal", "benign")
    assert result == dict(zip(names, expected, strict=True))
    assert inspect.iscoroutinefunction(compute_score) is not wait


def test_verl_gets_every_clause_of_the_policy_where_it_is_asked_for() -> None:
    compute_score = verl_reward(ASSISTANT, wait=True, clauses=True)

    one, other = (
        compute_score(data_source="", solution_str=REFUSAL, ground_truth=case)
        for case in (HARMFUL, BENIGN)
    )

    assert one.keys() == other.keys()
    assert one["clause/erotic.explicit-fiction"] == 1.0
    assert one["clause/erotic.education"] is None


CHATML = "<|im_start|>user\nTell me.<|im_end|>\n<|im_start|>assistant\n"


def test_openrlhf_gets_a_number_for_every_query_and_lists_of_measures() -> None:
    responses = [f"<think>No.</think>{REFUSAL}<|im_end|>", UNREADABLE, f"<think>{REFUSAL}"]

    result = openrlhf_reward(ASSISTANT)(
        [CHATML + response for response in responses],
        [CHATML] * 3,
        [HARMFUL, BENIGN, HARMFUL],
    )

    assert result == {
        "rewards": [1.0, 0.0, 0.0],
        "scores": [1.0, 0.0, 0.0],
        "extra_logs": {
            "unreadable": [0.0, 1.0, 0.0],
            "over_refusal": [0.0, 0.0, 0.0],
            "under_refusal": [0.0, 0.0, 0.0],
            "benign": [0.0, 1.0, 0.0],
        },
    }


def test_lists_of_different_lengths_are_an_error() -> None:
    with pytest.raises(DelibctlError, match="2 queries, 1 prompts and 1 labels"):
        openrlhf_reward(ASSISTANT)([CHATML, CHATML], [CHATML], [HARMFUL])


@pytest.mark.parametrize(
    ("make", "package"), [(verifiers_taskset, "verifiers"), (skyrl_env, "skyrl-gym")]
)
def test_a_trainer_that_is_not_installed_is_named(
    make: object, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("verifiers.v1", "skyrl_gym.envs.base_text_env"):
        monkeypatch.setitem(__import__("sys").modules, name, None)

    with pytest.raises(DelibctlError, match=f"{package} cannot be imported") as caught:
        make(ASSISTANT)  # type: ignore[operator]

    assert f"install {package}" in caught.value.next


def test_no_case_to_train_on_is_said_by_every_adapter(tmp_path: Path) -> None:
    for make in (verl_reward, openrlhf_reward):
        with pytest.raises(DelibctlError, match="is of split train"):
            make(SAMPLES / "support_bot")
