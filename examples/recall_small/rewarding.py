"""Some steps of TRL's GRPOTrainer with delibctl's reward, after the supervised fine-tuning."""

from dataclasses import dataclass
from pathlib import Path

from datasets import Dataset
from records import Row
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import GRPOConfig, GRPOTrainer

from delibctl.reward import trl_reward


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is trained: steps, answers a prompt, prompts a step, tokens an answer."""

    steps: int = 30
    answers: int = 4
    prompts: int = 2
    tokens: int = 112
    rate: float = 2e-6


def reward(
    trained: Path, rows: list[Row], policy: Path, folder: Path, seed: int, effort: Effort
) -> list[float]:
    """Train a model further on the prompts of rows, write it, and return the reward of each step.

    The reward is that of the answer alone: what stands in the reasoning earns nothing.
    """
    tokenizer = AutoTokenizer.from_pretrained(trained)
    prompts = {row["case"]: {"prompt": row["prompt"], "case": row["case"]} for row in rows}
    trainer = GRPOTrainer(
        model=AutoModelForCausalLM.from_pretrained(trained),
        processing_class=tokenizer,
        reward_funcs=[trl_reward(policy)],
        train_dataset=Dataset.from_list(list(prompts.values())),
        args=GRPOConfig(
            output_dir=str(folder / "trainer"),
            max_steps=effort.steps,
            per_device_train_batch_size=effort.answers * effort.prompts,
            num_generations=effort.answers,
            max_completion_length=effort.tokens,
            learning_rate=effort.rate,
            seed=seed,
            use_cpu=True,
            # Most processors without an accelerator only emulate bf16, which takes twice the time.
            bf16=False,
            gradient_checkpointing=False,
            save_strategy="no",
            report_to=[],
            logging_steps=1,
            disable_tqdm=True,
        ),
    )
    trainer.train()
    trainer.model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return [entry["reward"] for entry in trainer.state.log_history if "reward" in entry]
