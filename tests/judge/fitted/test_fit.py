"""Fitting a judge to labels: what is learned, what is refused, and a file that a branch brings."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from judge.fitted.labelled import labels

from delibctl.api.judging.calibrate import calibrate_fitted
from delibctl.api.judging.fit import Fit, fit_judge
from delibctl.api.judging.fitted_file import load_fitted
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.cases.labels import Label
from delibctl.compare.policies.change import content_hash
from delibctl.errors import DelibctlError
from delibctl.model import Outcome, Policy
from delibctl.source import violations

SAMPLE = Path(__file__).parents[3] / "sample_policies" / "support_bot"


def opened(folder: Path) -> tuple[Workspace, Policy]:
    copytree(SAMPLE, folder, dirs_exist_ok=True)
    (folder / "delibctl.toml").write_text('policy = "."\n')
    workspace = Workspace.open(folder, {})
    return workspace, open_one(workspace, folder)[0]


def of_sample(taught: Sequence[Label]) -> list[Label]:
    return [replace(label, clause="") for label in taught]


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Policy, Fit]:
    workspace, policy = opened(tmp_path_factory.mktemp("fitted"))
    return workspace, policy, fit_judge(workspace, of_sample(labels()), policy)


def test_the_figures_are_of_answers_that_were_not_learned_from(
    fitted: tuple[Workspace, Policy, Fit],
) -> None:
    workspace, policy, fit = fitted
    of_model = {name: (share.hits, share.total) for name, share in fit.patterns.by_model}

    assert of_model == {"blunt": (24, 48), "mild": (48, 48)}
    assert (fit.fitted.accuracy.hits, fit.fitted.accuracy.total) == (96, 96)
    assert fit.fitted.how.startswith("cross-validated in 5 parts of 12 groups of prompts; what was")
    assert fit.notes == ("no label is safe-complete or partial: only patterns can see that",)
    again = calibrate_fitted(workspace, of_sample(labels()), policy)
    assert again.how.endswith("the labels that it learned from, so the figures are too good")


def test_the_file_reads_back_and_is_sorted_a_word_to_a_line(
    fitted: tuple[Workspace, Policy, Fit],
) -> None:
    workspace, policy, fit = fitted
    text = fit.path.read_text()
    data = json.loads(text)
    stored = load_fitted(workspace, policy)

    assert fit.path == workspace.settings.root / "fitted" / "lanternway-support.json"
    assert list(violations(data, "fitted")) == []
    assert data["labels"]["count"] == {"comply": 48, "refuse": 48}
    assert [each["judge"] for each in data["agreement"]] == ["fitted", "patterns"]
    lines = text.splitlines()
    words = lines[lines.index('  "words": {') + 1 : -2]
    names = list(data["words"])
    assert names == sorted(names)
    assert len(words) == len(names)
    assert stored.judge.model.words == {name: tuple(row) for name, row in data["words"].items()}
    assert (stored.labels, stored.later) == (96, False)


def test_the_order_of_labels_does_not_matter(
    fitted: tuple[Workspace, Policy, Fit], tmp_path: Path
) -> None:
    workspace, policy = opened(tmp_path)

    again = fit_judge(workspace, of_sample(labels()[::-1]), policy)

    first, second = (json.loads(fit.path.read_text()) for fit in (fitted[2], again))
    assert first["labels"] == second["labels"]
    assert first["agreement"] == second["agreement"]


def only(outcome: Outcome) -> list[Label]:
    return [label for label in labels() if label.outcome is outcome]


@pytest.mark.parametrize(
    ("taught", "what"),
    [
        ([], "50 are needed, and 0 can be used; 10 of each of two outcomes are needed, and there"),
        (labels()[:6], "50 are needed, and 6 can be used"),
        (labels()[:6], "on these labels, patterns is right in "),
        (only(Outcome.COMPLY), "10 of each of two outcomes are needed, and there are 48 comply"),
        (
            [replace(label, family="one") for label in labels()],
            "5 different prompts are needed, and there are 1",
        ),
        (
            [*labels(), *(replace(label, outcome=Outcome.PARTIAL) for label in labels())],
            "50 are needed, and 0 can be used",
        ),
        (
            [replace(label, clause="no.such") for label in labels()],
            "of other answers: lanternway-support has none of their clauses (no.such)",
        ),
        (
            [replace(label, categories=("no-such",)) for label in labels()],
            "unknown category 'no-such'",
        ),
    ],
)
def test_labels_that_cannot_teach_say_what_is_needed(
    tmp_path: Path, taught: list[Label], what: str
) -> None:
    workspace, policy = opened(tmp_path)
    known = [
        replace(each, clause=each.clause if each.clause == "no.such" else "") for each in taught
    ]

    with pytest.raises(DelibctlError, match=r".") as failed:
        fit_judge(workspace, known, policy)

    assert what in failed.value.what
    assert not (tmp_path / "fitted").exists()


def test_an_answer_whose_labels_contradict_each_other_is_left_out_and_named(tmp_path: Path) -> None:
    workspace, policy = opened(tmp_path)
    taught = of_sample(labels())
    contrary = [replace(taught[0], outcome=Outcome.REFUSE, line=97)]
    outvoted = [replace(taught[1], outcome=Outcome.REFUSE), taught[1]]

    fit = fit_judge(workspace, [*taught, *contrary, *outvoted], policy)

    assert fit.notes[0] == ("left out: 1 answer with labels that contradict each other (line 1)")
    assert json.loads(fit.path.read_text())["labels"]["count"] == {"comply": 47, "refuse": 48}


def edited(change: Callable[[dict[str, Any]], object], *, signed: bool) -> Callable[[str], str]:
    def edit(text: str) -> str:
        data = json.loads(text)
        change(data)
        if signed:
            rest = {key: value for key, value in data.items() if key != "checksum"}
            data["checksum"] = content_hash(rest)
        return json.dumps(data)

    return edit


HOSTILE: dict[str, tuple[Callable[[str], str], str]] = {
    "a weight by hand": (
        edited(lambda data: data["words"].update(sure=[-9.0, 9.0]), signed=False),
        "this fitted judge was edited by hand: its checksum is that of another content",
    ),
    "another policy": (
        edited(lambda data: data["policy"].update(id="other"), signed=True),
        "this judge was fitted for another policy, 'other'",
    ),
    "an unknown key": (
        edited(lambda data: data.update(run="import os"), signed=True),
        "not a fitted judge: run: unknown key 'run'",
    ),
    "a huge weight": (
        edited(lambda data: data["words"].update(sure=[1e300, 0]), signed=True),
        "not a fitted judge: words.sure.0: ",
    ),
    "a weight too few": (
        edited(lambda data: data["outcomes"].append("partial"), signed=True),
        "not a fitted judge: some words have not 3 weights",
    ),
    "an infinite weight": (
        lambda text: text.replace('"threshold": 0.05', '"threshold": Infinity'),
        "not JSON: Infinity is no number",
    ),
    "a repeated key": (
        lambda text: text.replace('"threshold":', '"threshold": 1, "threshold":'),
        "not JSON: a key is repeated",
    ),
    "deep nesting": (lambda _text: "[" * 200_000, "not JSON: "),
    "a pickle": (lambda _text: "\x80\x04\x95.", "not JSON: "),
    "a list": (lambda _text: "[]", "not a fitted judge: "),
    "a huge file": (lambda text: text + " " * 2_000_000, "larger than 2 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_as_it_was_written_is_named_and_not_used(
    fitted: tuple[Workspace, Policy, Fit], tmp_path: Path, name: str
) -> None:
    edit, what = HOSTILE[name]
    workspace, policy = opened(tmp_path)
    path = tmp_path / "fitted" / "lanternway-support.json"
    path.parent.mkdir()
    path.write_text(edit(fitted[2].path.read_text()))

    with pytest.raises(DelibctlError, match=r".") as failed:
        load_fitted(workspace, policy)

    assert failed.value.what.startswith(what)


def test_a_policy_without_a_fitted_judge_says_how_to_fit_one(tmp_path: Path) -> None:
    workspace, policy = opened(tmp_path)

    with pytest.raises(DelibctlError, match=r"fitted/lanternway-support.json does not exist"):
        load_fitted(workspace, policy)


def test_a_link_out_of_the_repository_is_not_followed(
    fitted: tuple[Workspace, Policy, Fit], tmp_path: Path
) -> None:
    inside = tmp_path / "inside"
    workspace, policy = opened(inside)
    (inside / "fitted").symlink_to(fitted[2].path.parent)

    with pytest.raises(DelibctlError, match="leads out of the repository"):
        load_fitted(workspace, policy)
