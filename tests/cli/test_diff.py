"""`delibctl diff RUN`: what it prints, and what it exits with."""

import json
from pathlib import Path

import pytest
from support.command import Cli


@pytest.fixture
def run(cli: Cli, tmp_path: Path, support_bot: Path) -> Path:
    """A run of the baseline over the support bot."""
    path = tmp_path / "run.sqlite"
    assert cli("probe", support_bot, "--run", path).code == 0
    return path


def test_two_probes_of_the_baseline_give_the_same_json(cli: Cli, assistant: Path) -> None:
    for name in ("one.sqlite", "two.sqlite"):
        assert cli("probe", assistant, "--run", name).code == 0

    one = cli("diff", "one.sqlite", "--format", "json")
    two = cli("diff", "two.sqlite", "--format", "json")

    assert one.code == 0
    assert one.out == two.out
    assert one.json()["models"][0]["summary"]["trials"] == 205


def test_json_holds_no_path_time_or_run_id(cli: Cli, run: Path) -> None:
    done = cli("diff", run, "--format", "json")

    text = done.out
    assert str(run.parent) not in text
    assert run.name not in text
    assert "seconds" not in text
    assert "started" not in text
    assert "started" in cli("diff", run, "--format", "json", "--timing").out


def test_every_miss_of_the_json_has_a_wrong_column(cli: Cli, run: Path) -> None:
    (model,) = cli("diff", run, "--format", "json").json()["models"]

    assert model["baseline"] is True
    assert len(model["trials"]) == model["summary"]["figures"]["misses"]["hits"]
    for trial in model["trials"]:
        assert "wrong" in (trial["citation"], trial["outcome"], trial["style"])


def test_all_shows_what_is_right_too(cli: Cli, run: Path) -> None:
    (model,) = cli("diff", run, "--format", "json", "--only", "all").json()["models"]

    assert len(model["trials"]) == model["summary"]["trials"] == 48


def test_figures_are_counted_from_the_rows(cli: Cli, run: Path) -> None:
    (model,) = cli("diff", run, "--format", "json", "--only", "all").json()["models"]

    trials = [trial for trial in model["trials"] if trial["counted"]]
    figures = model["summary"]["figures"]
    expected = sum(len(t["expected"]["clauses"]) + bool(t["expected"]["either"]) for t in trials)
    missing = sum(len(trial["missing"]) for trial in trials)
    assert (figures["citation_recall"]["hits"], figures["citation_recall"]["total"]) == (
        expected - missing,
        expected,
    )
    assert sum(row["count"] for row in model["summary"]["outcomes"]) == len(trials)
    assert sum(row["missed"]["total"] for row in model["summary"]["by_kind"]) == len(trials)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--category", "refunds"), lambda t: "refunds" in t["categories"]),
        (("--kind", "tension", "--kind", "jailbreak"), lambda t: t["kind"] in "tension jailbreak"),
        (("--case", "trailer-*"), lambda t: t["case"].startswith("trailer-")),
        (
            ("--clause", "refunds.outside-terms"),
            lambda t: "refunds.outside-terms" in t["expected"]["clauses"],
        ),
    ],
    ids=["category", "kind", "case", "clause"],
)
def test_filters_choose_rows(cli: Cli, run: Path, options: tuple[str, ...], kept: object) -> None:
    def trials(*more: str) -> list[dict[str, object]]:
        done = cli("diff", run, "--format", "json", "--only", "all", *more)
        rows: list[dict[str, object]] = done.json()["models"][0]["trials"]
        return rows

    assert callable(kept)
    wanted = [trial for trial in trials() if kept(trial)]
    assert trials(*options) == wanted
    assert wanted


def test_a_diff_without_a_gate_exits_0_however_much_was_missed(cli: Cli, run: Path) -> None:
    done = cli("diff", run)

    assert done.code == 0
    assert "expected against cited" in done.err


@pytest.mark.parametrize(
    ("gate", "code", "line"),
    [
        (("--fail-on", "miss"), 1, "gate fail-on miss (baseline): "),
        (("--fail-on", "citation"), 1, "gate fail-on citation (baseline): "),
        (("--fail-on", "outcome"), 1, "gate fail-on outcome (baseline): "),
        (("--min-citation-recall", "0.9"), 1, "at least 90.0 %: FAILED"),
        (("--min-citation-recall", "0.01"), 0, "at least 1.0 %: passed"),
        (("--max-over-refusal", "0"), 1, "at most 0.0 %: FAILED"),
        (("--max-over-refusal", "1"), 0, "at most 100.0 %: passed"),
        (("--max-under-refusal", "0"), 1, "at most 0.0 %: FAILED"),
        (("--max-under-refusal", "1"), 0, "at most 100.0 %: passed"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_gate_prints_figure_limit_and_verdict(
    cli: Cli, run: Path, gate: tuple[str, ...], code: int, line: str
) -> None:
    done = cli("diff", run, *gate)

    assert done.code == code
    assert line in done.err
    assert "Gates" in done.out


def test_a_gate_that_measured_nothing_is_no_pass(cli: Cli, run: Path) -> None:
    gate = ("--fail-on", "critical", "--kind", "look-alike")
    assert cli("diff", run, *gate).code == 5
    assert "no verdict" in cli("diff", run, *gate).err
    assert cli("diff", run, *gate, "--allow-no-verdict").code == 0


def test_output_writes_other_formats_beside_stdout(cli: Cli, run: Path, tmp_path: Path) -> None:
    done = cli(
        "diff", run, "--output", "json:out.json", "--output", "markdown:out.md", "--format", "text"
    )

    assert done.code == 0
    assert json.loads((tmp_path / "out.json").read_text())["schema_version"] == 1
    assert (tmp_path / "out.md").read_text().startswith("**Lanternway")
    assert "Summary of baseline" in done.out


def test_the_newest_run_needs_no_name(cli: Cli, support_bot: Path) -> None:
    cli("probe", support_bot)
    cli("probe", support_bot, "--category", "refunds")

    newest = cli("diff", "--format", "json").json()["models"][0]["summary"]["trials"]
    before = cli("diff", "@-2", "--format", "json").json()["models"][0]["summary"]["trials"]

    assert (newest, before) == (13, 48)


def test_a_reader_that_goes_away_is_no_crash(cli: Cli, run: Path) -> None:
    import shlex
    import subprocess
    import sys

    from support.command import clean_environment

    diff = shlex.join([sys.executable, "-m", "delibctl", "diff", str(run), "--limit", "0"])
    command = f"{diff} 2>err.txt | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=run.parent, env=clean_environment(), capture_output=True, text=True
    )

    assert done.stdout.startswith("Lanternway")
    assert "Traceback" not in (run.parent / "err.txt").read_text()
    assert "BrokenPipe" not in (run.parent / "err.txt").read_text()
