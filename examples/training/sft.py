"""Fine-tune a model on the rows that `delibctl distill --for trl` wrote, by TRL's SFTTrainer."""

import argparse

import torch
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("model", help="a folder or a name on the hub")
parser.add_argument("rows", help="such as training/trl/train.jsonl")
parser.add_argument("output", help="the folder for the trained model")
parser.add_argument("--epochs", type=float, default=2)
parser.add_argument("--steps", type=int, default=-1, help="stop after so many")
parser.add_argument("--max-tokens", type=int, default=2048, help="cut longer rows")
options = parser.parse_args()

trainer = SFTTrainer(
    model=options.model,
    train_dataset=load_dataset("json", data_files=options.rows, split="train"),
    args=SFTConfig(
        output_dir=options.output,
        num_train_epochs=options.epochs,
        max_steps=options.steps,
        max_length=options.max_tokens,
        completion_only_loss=True,  # the prompt is the user's, and is not to be learned
        use_cpu=not torch.accelerator.is_available(),
        report_to=[],
    ),
)
trainer.train()
trainer.save_model(options.output)
