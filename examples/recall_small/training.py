"""Supervised fine-tuning by TRL's SFTTrainer: only the completion bears loss."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import SFTConfig, SFTTrainer


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How much is trained: passes over the rows, rows a step, tokens a row, and a limit of steps.

    The lower layers and the embeddings stay as they are, which nearly halves the time of a step.
    """

    epochs: float = 2
    batch: int = 8
    length: int = 384
    rate: float = 2e-4
    steps: int = -1
    frozen_layers: int = 10


def train(base: Path, rows: Path, folder: Path, seed: int, amount: Amount) -> float:
    """Train a model on rows, write it to a folder, and return the loss of the training."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForCausalLM.from_pretrained(base)
    _freeze(model, amount.frozen_layers)
    trainer = SFTTrainer(
        model=model,
        processing_class=tokenizer,
        train_dataset=load_dataset("json", data_files=str(rows), split="train"),
        args=SFTConfig(
            output_dir=str(folder / "trainer"),
            num_train_epochs=amount.epochs,
            max_steps=amount.steps,
            per_device_train_batch_size=amount.batch,
            train_sampling_strategy="group_by_length",
            learning_rate=amount.rate,
            lr_scheduler_type="cosine",
            warmup_steps=0.05,
            max_length=amount.length,
            completion_only_loss=True,
            seed=seed,
            data_seed=seed,
            use_cpu=True,
            # Most processors without an accelerator only emulate bf16, which takes twice the time.
            bf16=False,
            activation_checkpointing=False,
            save_strategy="no",
            report_to=[],
            logging_steps=10,
            disable_tqdm=True,
        ),
    )
    result = trainer.train()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return float(result.training_loss)


def _freeze(model: Any, layers: int) -> None:
    for part in (model.model.embed_tokens, *model.model.layers[:layers]):
        part.requires_grad_(False)
