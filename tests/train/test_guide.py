"""The guide to training as a whole: its commands in order, with a model of few weights to train."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import clean_environment
from support.project import ROOT, SAMPLES
from support.small_trained_model import small_model
from support.taught_models import taught_models

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

_MODEL = Path("Qwen") / "Qwen3-0.6B"
_LITTLE = {"sft.py": "--steps 2", "grpo.py": "--steps 2 --answers 2 --max-tokens 8"}


def commands() -> list[str]:
    """The commands of the guide."""
    return re.findall(r"^\$ (.+)$", (ROOT / "docs" / "training.md").read_text(), re.MULTILINE)


def test_every_command_runs_after_the_one_before_it(tmp_path: Path) -> None:
    pytest.importorskip("trl")
    shutil.copytree(SAMPLES, tmp_path / "sample_policies")
    shutil.copytree(ROOT / "examples" / "training", tmp_path / "examples" / "training")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = []
    with taught_models(tmp_path, SAMPLES / "assistant"):
        for command in commands():
            script = next((name for name in _LITTLE if f"training/{name} " in command), "")
            if script == "sft.py":
                _write_model(tmp_path)
            done.append(
                subprocess.run(
                    [*shlex.split(command), *shlex.split(_LITTLE.get(script, ""))],
                    cwd=tmp_path,
                    env=clean_environment(PATH=path, HF_HUB_OFFLINE="1"),
                    capture_output=True,
                    text=True,
                    check=False,
                )
            )

    # `diff` ends with 1 for a gate that was not passed; a script has only 0.
    failed = [
        f"{run.args}: {run.stderr[-2000:]}"
        for run in done
        if run.returncode > (run.args[0] == "delibctl")
    ]
    assert failed == []
    for folder in ("sft", "rewarded"):
        assert (tmp_path / folder / "model.safetensors").exists()
        state = json.loads((tmp_path / folder / "checkpoint-2" / "trainer_state.json").read_text())
        assert state["global_step"] == 2
    rewarded = state["log_history"][0]
    assert 0 <= rewarded["rewards/policy_reward/mean"] <= 1
    assert "policy/over_refusal" in rewarded


def _write_model(folder: Path) -> None:
    """Write a small model that knows the words of the training files where the guide names one."""
    rows = (folder / "training" / "trl" / "train.jsonl").read_text().splitlines()
    texts = [
        message["content"]
        for row in map(json.loads, rows)
        for message in (*row["prompt"], *row["completion"])
    ]
    model, tokenizer = small_model(texts)
    model.save_pretrained(folder / _MODEL)
    tokenizer.save_pretrained(folder / _MODEL)
