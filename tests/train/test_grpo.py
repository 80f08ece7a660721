"""TRL's own trainer, with a model of a few thousand weights, takes two steps with the reward."""

from pathlib import Path
from typing import Any

import pytest
from support.project import SAMPLES

from delibctl.reward import trl_reward

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def small_model(texts: list[str]) -> tuple[Any, Any]:
    """Return a random model and a tokenizer of whole words, made without a download."""
    tokenizers = pytest.importorskip("tokenizers")
    transformers = pytest.importorskip("transformers")
    words = tokenizers.Tokenizer(tokenizers.models.WordLevel(unk_token="<unk>"))
    words.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    special = ["<unk>", "<pad>", "<eos>", "<|user|>", "<|assistant|>"]
    words.train_from_iterator(texts, tokenizers.trainers.WordLevelTrainer(special_tokens=special))
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="<unk>", pad_token="<pad>", eos_token="<eos>"
    )
    tokenizer.chat_template = TEMPLATE
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
    )
    return transformers.LlamaForCausalLM(config), tokenizer


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
