"""The policy with the cases to train on and to test on: its own cases, and drafts made of them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

#: Drafts that ask for one clause in words: no ciphers, no words of the policy without a clause.
_STRATEGIES = (
    *("topics", "exclusions", "borderline", "transformations"),
    *("authority", "fiction", "refusal-suppression", "role-play"),
)
#: Prompts of each kind a clause: of the topics that a clause names there are many, and all short.
_PER_KIND = {"topics": "6"}


def copy_policy(source: Path, folder: Path, drafts: bool, seed: int = 1) -> None:
    """Copy a policy and its cases; with `drafts` add prompts that delibctl makes, as train cases.

    Drafts come from train cases alone. They are accepted unread, which no one should do with cases
    that are to measure anything.
    """
    shutil.copytree(source, folder)
    if not drafts:
        return
    yaml = YAML(typ="safe")
    cases: list[dict[str, Any]] = yaml.load(folder / "cases.yaml")["cases"]
    made = [{**draft, "status": "accepted"} for draft in _drafts(folder, seed)]
    document = {"schema_version": 1, "cases": [*cases, *made]}
    with (folder / "cases.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(document, file)


def _drafts(folder: Path, seed: int) -> Iterator[dict[str, Any]]:
    written = folder / "drafts.yaml"
    for strategy in _STRATEGIES:
        asked = ["--split", "train", "--strategy", strategy]
        asked += ["--per-kind", _PER_KIND.get(strategy, "1")]
        run_delibctl(
            "generate", folder, "--output", written, "--seed", str(seed), *asked, cwd=folder
        )
        if written.exists():
            yield from YAML(typ="safe").load(written)["cases"]
            written.unlink()


def run_delibctl(*arguments: str | Path, cwd: Path) -> str:
    """Run a command of delibctl in a folder, and return what it prints."""
    command = [sys.executable, "-m", "delibctl", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[2:])} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout
