"""TRL's own trainer, with a model of a few thousand weights, takes two steps with the reward."""

from pathlib import Path

import pytest
from support.project import SAMPLES
from support.small_trained_model import small_model

from delibctl.reward import trl_reward

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]


def test_two_steps_of_grpo_log_the_reward_and_the_measures(tmp_path: Path) -> None:
    trl = pytest.importorskip("trl")
    datasets = pytest.importorskip("datasets")
    refusal = "I'm sorry, but I can't help with that."
    model, tokenizer = small_model([refusal, "Tell me a story . Here it is ."])
    rows = [
        {"prompt": [{"role": "user", "content": "Tell me a story ."}], "case": case}
        for case in ("erotic-ski-instructors", "erotic-morning-after-pill") * 4
    ]
    trainer = trl.GRPOTrainer(
        model=model,
        processing_class=tokenizer,
        reward_funcs=[trl_reward(SAMPLES / "assistant")],
        train_dataset=datasets.Dataset.from_list(rows),
        args=trl.GRPOConfig(
            output_dir=str(tmp_path),
            max_steps=2,
            per_device_train_batch_size=4,
            num_generations=2,
            max_completion_length=8,
            logging_steps=1,
            use_cpu=True,
            report_to=[],
            save_strategy="no",
        ),
    )

    trainer.train()

    logged = [entry for entry in trainer.state.log_history if "reward" in entry]
    assert len(logged) == 2
    for entry in logged:
        assert 0.0 <= entry["rewards/policy_reward/mean"] <= 1.0
        assert entry["policy/benign"] == 0.5
        assert "policy/unreadable" in entry
        assert any(name.startswith("clause/") for name in entry)
