"""`delibctl diff BEFORE AFTER` of two runs."""

import re
import shutil
from pathlib import Path

import pytest
from support.command import Cli, run_new
from support.project import SAMPLES
from typer.main import get_command

from delibctl.cli.app import app
from delibctl.cli.options.given import option_of


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished run of the support sample, `run.sqlite`."""
    folder = tmp_path_factory.mktemp("probed")
    assert run_new(("probe", SAMPLES / "support_bot", "--run", "run.sqlite"), folder, {}).code == 0
    return folder


def test_a_run_against_itself_has_no_changes(cli: Cli, support_bot: Path) -> None:
    assert cli("probe", support_bot, "--run", "run.sqlite").code == 0

    done = cli("diff", "run.sqlite", "run.sqlite", "--format", "text")

    assert done.code == 0
    assert done.out.splitlines()[0] == (
        "Nothing changed: no case was touched, so no gate was checked."
    )


@pytest.mark.parametrize(
    "option",
    [
        ("--fail-on", "miss"),
        ("--only", "all"),
        ("--timing",),
        ("--labels", "labels.csv"),
        ("--profile", "text"),
        ("--estimate",),
        ("--judge", "gpt"),
        ("--max-cost", "1"),
    ],
    ids=lambda option: option[0],
)
def test_options_of_one_run_or_of_policies_are_refused_by_name(
    cli: Cli, probed: Path, option: tuple[str, ...]
) -> None:
    done = cli("diff", "run.sqlite", "run.sqlite", *option, cwd=probed)

    assert done.code == 2
    assert f"{option[0]} does not apply to a comparison of two runs" in done.err


@pytest.mark.parametrize(
    "option",
    [
        *("--tolerance", "--max-regressed-clauses", "--max-critical-regressions"),
        *("--min-coverage", "--max-disputed"),
    ],
)
def test_gates_on_two_runs_are_refused_for_one(cli: Cli, probed: Path, option: str) -> None:
    done = cli("diff", "run.sqlite", option, "0", cwd=probed)

    assert done.code == 2
    assert f"{option} is a gate on two runs, and one is named" in done.err


def test_an_edit_that_no_case_reaches_is_no_pass(cli: Cli, probed: Path, support_bot: Path) -> None:
    policy = probed / "edited"
    shutil.copytree(support_bot, policy)
    (edited,) = policy.glob("policy.yaml")
    text = edited.read_text(encoding="utf-8")
    edited.write_text(re.sub(r"(?m)(?<=^        rationale: )\w.*$", "Another.", text, count=1))
    assert cli("probe", policy, "--run", "edited.sqlite", cwd=probed).code == 0

    done = cli("diff", "run.sqlite", "edited.sqlite", "--format", "text", cwd=probed)

    assert done.code == 5
    assert " ".join(done.out.split()).startswith(
        "Undecided: the edit touched no case, so no gate could have failed; add cases for what you "
        "edited, and probe again."
    )


@pytest.mark.parametrize(
    ("option", "limit", "line"),
    [
        ("--min-coverage", "1", "passed  min-coverage: 100.0 %, at least 100.0 %"),
        ("--max-disputed", "0", "passed  max-disputed: 0.0 %, at most 0.0 %"),
    ],
)
def test_facts_of_the_newer_run_are_measured_where_nothing_changed(
    cli: Cli, probed: Path, option: str, limit: str, line: str
) -> None:
    done = cli("diff", "run.sqlite", "run.sqlite", option, limit, "--format", "text", cwd=probed)

    assert done.code == 0
    assert line in done.out


def test_an_option_is_named_in_errors_as_it_is_spelled() -> None:
    command = get_command(app).get_command(None, "diff")  # type: ignore[attr-defined]

    spelled = {
        parameter.name: parameter.opts[0]
        for parameter in command.params
        if parameter.opts[0].startswith("--")
    }

    assert len(spelled) > 40
    assert {name: option_of(name) for name in spelled} == spelled
