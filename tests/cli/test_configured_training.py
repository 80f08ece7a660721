"""The tables `[distill]` and `[reward]`: each key is an option of that name, and of that range."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli
from support.project import ROOT, SAMPLES
from typer.main import get_command

from delibctl.cli.app import app

SCHEMA = json.loads((ROOT / "policy_schema" / "config.schema.json").read_text())
COMMANDS = {"distill": ("distill",), "reward": ("reward", "serve")}
KEYS = [(table, key) for table in COMMANDS for key in SCHEMA["properties"][table]["properties"]]


def options(table: str) -> dict[str, Any]:
    """The options of the command of a table, by name."""
    command: Any = get_command(app)
    for name in COMMANDS[table]:
        command = command.get_command(None, name)
    return {name: option for option in command.params for name in option.opts}


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_a_key_is_an_option_that_is_unset_unless_given(table: str, key: str) -> None:
    option = options(table)[f"--{key.replace('_', '-')}"]
    described = SCHEMA["properties"][table]["properties"][key]

    assert not option.default
    for bound, name in (("minimum", "min"), ("maximum", "max")):
        if bound in described:
            assert getattr(option.type, name) == described[bound]


MISTAKES = {
    "a share of one": ("[distill]\nhold_out = 1.0", "hold_out"),
    "six of five": ("[distill]\nmin_correctness = 6", "min_correctness"),
    "an unknown field": ('[distill]\nreasoning_in = "thoughts"', "reasoning_in"),
    "a key that is no option": ("[distill]\nrewrites = true", "rewrites"),
    "an unknown form": ('[reward]\nform = "sum"', "form"),
    "a port beyond all": ("[reward]\nport = 65536", "port"),
    "a token itself": ('[reward]\ntoken_env = "sk-1234567890abcdef"', "token_env"),
}


@pytest.mark.parametrize(("table", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_table_is_named(cli: Cli, tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "delibctl.toml").write_text(table)

    done = cli("reward", "serve", SAMPLES / "assistant")

    assert (done.code, done.out) == (2, "")
    assert "delibctl.toml" in done.err
    assert said in done.err
    # A text that may be the token is not shown.
    assert "sk-1234567890abcdef" not in done.err
