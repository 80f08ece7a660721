"""Probing a model with delibctl, over a server on loopback."""

import os
from pathlib import Path

from policy_copy import run_delibctl
from serving import Reply, serving

_CONFIGURATION = """\
concurrency = 8

[models.{name}]
name = "openai/{name}"
api_base = "{address}"
api_key_env = "RECALL_SMALL_KEY"
timeout = 900
max_tokens = {tokens}
temperature = 0
"""


def probe(
    reply: Reply, name: str, policy: Path, run: Path, mode: str, split: str, port: int
) -> None:
    """Ask a model the cases of a split in a mode, and write the run.

    The name of the model and the port are part of what an answer is kept under, so an interrupted
    probe asks nothing twice, and no model is given another one's answers.
    """
    work = policy.parent
    run.parent.mkdir(parents=True, exist_ok=True)
    # The server asks for no key, but a key has to be named.
    os.environ.setdefault("RECALL_SMALL_KEY", "none")
    tokens = 160 if mode == "none" else 320
    with serving(reply, port) as address:
        (work / "delibctl.toml").write_text(
            _CONFIGURATION.format(name=name, address=address, tokens=tokens), "utf-8"
        )
        probe_with(name, policy, run, mode, split)


def probe_with(model: str, policy: Path, run: Path, mode: str, split: str) -> None:
    """Ask a model that is configured, or any other that delibctl reaches."""
    run_delibctl(
        *("probe", policy, "--model", model, "--mode", mode, "--split", split),
        *("--run", run, "--yes", "--max-broken", "1"),
        cwd=policy.parent,
    )
