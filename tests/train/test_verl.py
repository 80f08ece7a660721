"""verl loads the reward function of a file, and its reward managers call it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from support.project import SAMPLES

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

FILE = f"""\
from delibctl.reward import verl_reward

compute_score = verl_reward({str(SAMPLES / "assistant")!r})
"""


class Letters:
    """A tokenizer whose tokens are characters."""

    def decode(self, tokens: Any, *, skip_special_tokens: bool) -> str:
        assert skip_special_tokens
        return "".join(chr(int(token)) for token in tokens)


def rollout(response: str, case: str) -> Any:
    """A prompt of three tokens and a response, padded by two, as verl hands them on."""
    np, torch = pytest.importorskip("numpy"), pytest.importorskip("torch")
    verl = pytest.importorskip("verl")
    ids = [ord(letter) for letter in response]
    return verl.DataProto.from_dict(
        tensors={
            "prompts": torch.tensor([[1, 2, 3]]),
            "responses": torch.tensor([[*ids, 0, 0]]),
            "attention_mask": torch.tensor([[1] * (3 + len(ids)) + [0, 0]]),
        },
        non_tensors={
            "data_source": np.array(["policy"], dtype=object),
            "reward_model": np.array([{"ground_truth": case}], dtype=object),
            "extra_info": np.array([{}], dtype=object),
        },
    )


@pytest.mark.parametrize(
    ("response", "reward", "unreadable"),
    [
        ("<think>A story.</think>I'm sorry, but I can't help with that.", 1.0, 0.0),
        ("<think>I'm sorry, but I can't.</think>Snow fell, and he undid it.", 0.0, 0.0),
        ("<think>I'm sorry, but I can't.</think>Нет.", 0.0, 1.0),
    ],
)
def test_the_naive_reward_manager_takes_the_score_and_the_measures(
    tmp_path: Path, response: str, reward: float, unreadable: float
) -> None:
    conf = pytest.importorskip("omegaconf")
    rewards = pytest.importorskip("verl.trainer.ppo.reward")
    naive = pytest.importorskip("verl.experimental.reward_loop.reward_manager.naive")
    (tmp_path / "reward.py").write_text(FILE)
    function = {"path": str(tmp_path / "reward.py"), "name": "compute_score", "reward_kwargs": {}}
    config = conf.OmegaConf.create({"reward": {"custom_reward_function": function}})
    compute_score = rewards.get_custom_reward_fn(config)

    async def run() -> Any:
        manager = naive.NaiveRewardManager(config, Letters(), compute_score)
        return await manager.run_single(rollout(response, "erotic-ski-instructors"))

    done = asyncio.run(run())

    assert done["reward_score"] == reward
    assert done["reward_extra_info"]["unreadable"] == unreadable
