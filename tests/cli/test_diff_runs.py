"""`delibctl diff BEFORE AFTER` of two runs."""

from pathlib import Path

import pytest
from support.command import Cli


def test_a_run_against_itself_has_no_changes(cli: Cli, support_bot: Path) -> None:
    assert cli("probe", support_bot, "--run", "run.sqlite").code == 0

    done = cli("diff", "run.sqlite", "run.sqlite", "--format", "text")

    assert done.code == 0
    assert done.out.splitlines()[0] == (
        "Nothing changed: no case was touched, so no gate was checked."
    )


def test_options_of_one_run_are_refused_by_name(cli: Cli, support_bot: Path) -> None:
    assert cli("probe", support_bot, "--run", "run.sqlite").code == 0

    done = cli("diff", "run.sqlite", "run.sqlite", "--fail-on", "miss")

    assert done.code == 2
    assert "--fail-on is not for two runs" in done.err


@pytest.mark.parametrize("gate", ["min_coverage", "max_disputed"])
def test_a_gate_that_was_not_measured_is_no_pass_and_is_named(
    cli: Cli, support_bot: Path, tmp_path: Path, gate: str
) -> None:
    (tmp_path / "delibctl.toml").write_text(f"[gates]\n{gate} = 0.5\n", encoding="utf-8")
    assert cli("probe", support_bot, "--run", "run.sqlite").code == 0

    done = cli("diff", "run.sqlite", "run.sqlite", "--format", "text")

    assert done.code == 5
    assert f"no verdict: gate {gate}" in done.err
    assert not done.out.startswith("Nothing changed")
