"""From the policy to training rows: a writer answers the train cases, and `distill` keeps some."""

from pathlib import Path

from policy_copy import run_delibctl
from probing import probe, probe_with
from records import exchanged, read_rows, write_rows
from writing import offline_writer

import delibctl
from delibctl.model import Split

#: More than there are of any group: with as few records as here, each is worth keeping.
_MOST_OF_A_GROUP = "40"


def write_run(policy: Path, run: Path, model: str | None, port: int) -> None:
    """Have a model that is shown the policy answer the train cases; without one, its stand-in."""
    if model:
        probe_with(model, policy, run, "category", "train")
        return
    loaded = delibctl.load(policy)
    cases = [case for case in loaded.cases if case.split is Split.TRAIN]
    probe(offline_writer(cases, loaded.policy), "writer", policy, run, "category", "train", port)


def distill(run: Path, policy: Path, template: Path, folder: Path) -> None:
    """Keep the records for TRL, with the reasoning where the model's template reads it."""
    run_delibctl(
        *("distill", run, "--policy", policy, "--output", folder, "--for", "trl"),
        *("--judge", "patterns", "--chat-template", template, "--per-group", _MOST_OF_A_GROUP),
        cwd=policy.parent,
    )


def write_training_rows(training: Path, by_people: set[str], own: int, folder: Path) -> None:
    """Write the rows as they are and exchanged, each case of people `own` times."""
    rows = [
        row
        for row in read_rows(training / "trl" / "train.jsonl")
        for _ in range(own if row["case"] in by_people else 1)
    ]
    write_rows(rows, folder / "sft.jsonl")
    write_rows(exchanged(rows, seed=1), folder / "exchanged.jsonl")
