"""Train a fine-tuned model with the policy as its reward, by TRL's GRPOTrainer."""

import argparse

import torch
from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer

from delibctl.reward import trl_reward

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("policy", help="the policy file or its folder")
parser.add_argument("model", help="the folder of the fine-tuned model")
parser.add_argument("rows", help="such as training/trl/train.jsonl")
parser.add_argument("output", help="the folder for the trained model")
parser.add_argument("--judge", default="patterns", help="`patterns` or a model")
parser.add_argument("--manifest", help="the manifest beside the rows")
parser.add_argument("--max-cost", type=float, help="budget of the judge, in US dollars")
parser.add_argument("--answers", type=int, default=8, help="answers to each prompt")
parser.add_argument("--steps", type=int, default=200)
parser.add_argument("--max-tokens", type=int, default=512, help="longest answer")
options = parser.parse_args()

reward = trl_reward(
    options.policy, judge=options.judge, manifest=options.manifest, max_cost=options.max_cost
)
rows = load_dataset("json", data_files=options.rows, split="train")
trainer = GRPOTrainer(
    model=options.model,
    reward_funcs=[reward],
    train_dataset=rows.select_columns(["prompt", "case"]),
    args=GRPOConfig(
        output_dir=options.output,
        max_steps=options.steps,
        num_generations=options.answers,
        per_device_train_batch_size=options.answers,
        max_completion_length=options.max_tokens,
        logging_steps=1,
        use_cpu=not torch.accelerator.is_available(),
        report_to=[],
    ),
)
trainer.train()
trainer.save_model(options.output)
