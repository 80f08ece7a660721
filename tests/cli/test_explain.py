"""`delibctl explain`: one case whole."""

from pathlib import Path

import pytest
from support.command import Cli


@pytest.fixture
def run(cli: Cli, support_bot: Path) -> None:
    assert cli("probe", support_bot, "--repeats", "2").code == 0


@pytest.mark.usefixtures("run")
def test_it_shows_what_was_shown_what_was_replied_and_why(cli: Cli) -> None:
    trials = cli("diff", "--format", "json").json()["models"][0]["trials"]
    case = next(trial for trial in trials if trial["case"] == "birthday-present-from-husband")

    done = cli("explain", case["case"], "--repeat", "1")

    text = " ".join(done.out.split())
    assert done.code == 0
    headings = ["expected", "shown: system", "shown: user", "raw reply", "citations", "verdict"]
    found = [line.partition(" ---")[0] for line in done.out.splitlines() if " ---" in line]
    assert found == headings
    assert "# Policy: Lanternway" in done.out
    assert " ".join(case["prompt"].split()) in text
    assert " ".join(case["cited"][0]["quote"].split()) in text
    assert "citation MISS" in text
    assert "judge patterns: " in text


@pytest.mark.usefixtures("run")
def test_it_shows_every_repeat_or_the_one_that_is_asked_for(cli: Cli) -> None:
    case = cli("diff", "--format", "json").json()["models"][0]["trials"][0]["case"]

    assert cli("explain", case).out.count("raw reply") == 2
    assert cli("explain", case, "--repeat", "2").out.count("raw reply") == 1
    assert cli("explain", case, "--repeat", "3").code == 2
    assert "the only model is 'baseline'" in cli("explain", case, "--model", "gpt").err
