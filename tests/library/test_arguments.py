"""Arguments of the Python API that are wrong, or that are one value in place of several."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.project import SAMPLES

import delibctl
from delibctl.library.arguments import parameters_of

POLICY = SAMPLES / "support_bot"

OUT_OF_RANGE: list[dict[str, Any]] = [
    {"repeats": 0},
    {"concurrency": 0},
    {"concurrency": 513},
    {"workers": 65},
    {"judge_runs": 21},
    {"max_cost": -1},
    {"max_cost": float("nan")},
    {"max_time": "soon"},
    {"filters": delibctl.Filters(sample=-1)},
    {"parameters": delibctl.Parameters(temperature=-0.1)},
    {"parameters": delibctl.Parameters(max_tokens=0)},
]


@pytest.mark.parametrize("arguments", OUT_OF_RANGE, ids=str)
def test_a_number_out_of_range_is_an_error_before_anything_is_asked(
    tmp_path: Path, arguments: dict[str, Any]
) -> None:
    workspace = delibctl.open_workspace(tmp_path)

    with pytest.raises(delibctl.DelibctlError) as raised:
        delibctl.probe(POLICY, models="baseline", workspace=workspace, **arguments)

    assert raised.value.next
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        {"repeats": "2"},
        {"repeats": True},
        {"max_time": 10},
        {"max_cost": "5"},
        {"models": [3]},
        {"filters": delibctl.Filters(category=[3])},  # type: ignore[list-item]
    ],
    ids=str,
)
def test_a_value_of_another_type_is_a_type_error(tmp_path: Path, arguments: dict[str, Any]) -> None:
    options = {"models": "baseline", "workspace": delibctl.open_workspace(tmp_path), **arguments}

    with pytest.raises(TypeError, match="is not a"):
        delibctl.probe(POLICY, **options)


def test_one_text_stands_for_a_list_of_one(tmp_path: Path) -> None:
    workspace = delibctl.open_workspace(tmp_path)

    def probed(filters: delibctl.Filters) -> list[str]:
        probe = delibctl.probe(POLICY, models="baseline", filters=filters, workspace=workspace)
        return [trial.case.id for trial in probe.scored.trials]

    assert probed(delibctl.Filters(category="refunds")) == probed(
        delibctl.Filters(category=["refunds"])
    )
    assert parameters_of(delibctl.Parameters(reasoning_effort="high")).reasoning_effort == ("high",)
    with pytest.raises(delibctl.DelibctlError, match="unknown rule 'zzz'"):
        delibctl.lint(POLICY, select="zzz")


def test_a_score_of_no_trial_is_an_error(tmp_path: Path) -> None:
    workspace = delibctl.open_workspace(tmp_path)
    delibctl.probe(POLICY, models="baseline", workspace=workspace)
    filters = delibctl.Filters(category="refunds", clause="medical-questions.*")

    with pytest.raises(delibctl.DelibctlError, match="no trial is selected"):
        delibctl.score(filters=filters, workspace=workspace)
    with pytest.raises(delibctl.DelibctlError, match="the run has no trial: nothing was measured"):
        delibctl.score(replace(delibctl.load_run(workspace=workspace), trials=()))


def test_groups_that_a_run_does_not_have_are_an_error(tmp_path: Path) -> None:
    workspace = delibctl.open_workspace(tmp_path)
    delibctl.probe(POLICY, models="baseline", workspace=workspace)

    with pytest.raises(delibctl.DelibctlError, match="of one model only, baseline"):
        delibctl.diff_groups(workspace=workspace)
    with pytest.raises(delibctl.DelibctlError, match="unknown group 'language'"):
        delibctl.diff_groups(by="language", workspace=workspace)


def test_a_workspace_is_a_folder_that_exists(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for name in ("nowhere", "file", "null\0"):
        with pytest.raises(delibctl.DelibctlError, match="is not a folder"):
            delibctl.open_workspace(tmp_path / name)


def test_a_run_is_not_looked_up_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = tmp_path / "here", tmp_path / "other"
    here.mkdir()
    other.mkdir()
    monkeypatch.chdir(here)
    delibctl.probe(POLICY, models="baseline", run="run.sqlite")

    for name in ("run.sqlite", "@-²"):
        with pytest.raises(delibctl.DelibctlError, match="not found"):
            delibctl.load_run(name, workspace=delibctl.open_workspace(other))
