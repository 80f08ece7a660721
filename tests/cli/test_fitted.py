"""The judge `fitted` by command: fit it, judge with it, fit it anew."""

import json
from pathlib import Path

import pytest
import sklearn.linear_model  # noqa: F401 - loaded once, and not in the fork of each command
from judge.fitted.labelled import labels
from support.command import Cli, assert_ends

from delibctl.cases.labels import Label
from delibctl.edge.run_file.run_file import load_run


@pytest.fixture
def taught(cli: Cli, tmp_path: Path) -> list[Label]:
    cli("init")
    return labels()


def written(path: Path, taught: list[Label]) -> Path:
    lines = (
        json.dumps(
            {
                "prompt": label.messages[0].content,
                "answer": label.answer,
                "outcome": label.outcome,
                "model": label.model,
            }
        )
        for label in taught
    )
    path.write_text("\n".join(lines))
    return path


def test_a_judge_is_fitted_and_judges_and_verdicts_of_another_fit_are_given_anew(
    cli: Cli, tmp_path: Path, taught: list[Label]
) -> None:
    halves = written(tmp_path / "a.jsonl", taught[:48]), written(tmp_path / "b.jsonl", taught[48:])

    fit = cli("calibrate", "--fit", "--labels", halves[0], "--labels", halves[1])
    probed = cli("probe", "--judge", "fitted", "--judge", "patterns", "--sample", "4")
    (path,) = (tmp_path / ".delibctl" / "runs").glob("*.sqlite")
    first = load_run(path)
    again = cli("calibrate", "--fit", "--labels", written(tmp_path / "c.jsonl", taught[:-1]))
    judged = cli("judge", "--judge", "fitted")
    second = load_run(path)

    assert fit.code == 0, fit.err
    assert "Judge fitted against 96 labels" in fit.out
    assert "use it with --judge fitted" in fit.err
    assert probed.code == 0, probed.err
    assert "judge fitted: learned from labels that people gave (fit " in probed.out
    assert (again.code, judged.code) == (0, 0), judged.err
    (fitted_judge, _), (refitted,) = (
        [judge for judge in run.judges if judge.name == "fitted" or run is first]
        for run in (first, second)
    )
    assert fitted_judge.fit != refitted.fit
    for run in (first, second):
        votes = [trial.verdicts for trial in run.trials]
        assert {len(of_trial) for of_trial in votes} == {1}
        assert all(vote.judge == "fitted" for (vote,) in votes)


def test_a_fit_that_is_edited_stops_a_probe_before_it_begins(
    cli: Cli, tmp_path: Path, taught: list[Label]
) -> None:
    cli("calibrate", "--fit", "--labels", written(tmp_path / "a.jsonl", taught))
    (path,) = (tmp_path / "fitted").glob("*.json")
    path.write_text(path.read_text().replace('"override": 0.', '"override": 1.'))

    done = cli("probe", "--judge", "fitted")

    assert_ends(done, 2, "edited by hand")
    assert not (tmp_path / ".delibctl").exists()
    assert json.loads(cli("doctor", "--format", "json").out)["problems"] == 1


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--fit",), "--labels is required"),
        (("--fit", "--judge", "patterns"), "--labels is required"),
    ],
)
def test_a_fit_without_labels_says_what_is_missing(
    cli: Cli, arguments: tuple[str, ...], what: str
) -> None:
    assert_ends(cli("calibrate", *arguments), 2, what)
