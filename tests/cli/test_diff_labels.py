"""`delibctl diff RUN --labels FILE`."""

import csv
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.labelled_run import labels, run_of_answers

import delibctl
from delibctl.cases.labels import Label
from delibctl.edge.run_file.run_file import RunFile


@pytest.fixture
def run(tmp_path: Path) -> Path:
    path, made = tmp_path / "run.sqlite", run_of_answers()
    with closing(RunFile.create(path, replace(made, trials=()))) as file:
        for trial in made.trials:
            file.store(trial)
        file.finish()
    return path


def written(folder: Path, given: list[Label], name: str = "labels.jsonl") -> Path:
    """A file as `review --run` writes it."""
    path = folder / name
    lines = (
        {
            "messages": [{"role": turn.role, "content": turn.content} for turn in label.messages],
            "answer": label.answer,
            "outcome": str(label.outcome),
        }
        for label in given
    )
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def test_labels_correct_the_figures(cli: Cli, tmp_path: Path, run: Path) -> None:
    done = cli("diff", run, "--labels", written(tmp_path, labels(20)), "--format", "json")

    assert done.code == 0, done.err
    document = done.json()
    assert (document["labels"]["matched"], document["labels"]["agreement"]["hits"]) == (20, 18)
    found = document["models"][0]["corrected"]["under_refusal"]
    assert found["value"] == pytest.approx(0.3)
    assert found["to_halve"] == {
        "labels": 11,
        "by_clause": {"permits.forge": 11},
        "interval_of_this_run": found["to_halve"]["interval_of_this_run"],
    }


def test_a_table_with_other_columns_and_words_is_the_same_file_as_for_calibrate(
    cli: Cli, tmp_path: Path, run: Path
) -> None:
    path = tmp_path / "labels.csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["question", "said", "verdict"])
        for label in labels(20):
            table.writerow([label.messages[0].content, label.answer, f"full_{label.outcome}"])
    columns = ("--column", "answer=said", "--column", "outcome=verdict")
    words = ("--label", "full_refuse=refuse", "--label", "full_comply=comply")

    done = cli("diff", run, "--labels", path, *columns, *words)

    assert "which agrees with people in 90.0 % (of 20 labelled" in done.out


def test_the_configured_file_is_taken_and_the_api_takes_one(
    cli: Cli, tmp_path: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "delibctl.toml").write_text('labels = "labels.jsonl"\n')
    without = cli("diff", run).out
    written(tmp_path, labels(20))
    monkeypatch.chdir(tmp_path)

    assert "how far people agree is not known" in without
    assert "(of 20 labelled" in cli("diff", run).out
    for scored in (delibctl.score(run), delibctl.score(run, labels="labels.jsonl")):
        assert scored.labels is not None
        assert scored.labels.matched == 20


def test_labels_of_other_runs_say_how_far_patterns_agrees_and_correct_nothing(
    cli: Cli, tmp_path: Path, run: Path
) -> None:
    (tmp_path / "delibctl.toml").write_text('labels = "labels.jsonl"\n')
    line = {"prompt": "May I?", "answer": "I can't help with that.", "outcome": "refuse"}
    (tmp_path / "labels.jsonl").write_text(json.dumps(line))

    done = cli("diff", run)

    assert done.code == 0
    assert "in 100.0 % (of 1 labelled answers of other" in " ".join(done.out.split())
    assert "Corrected" not in done.out


@pytest.mark.parametrize(
    ("text", "more", "messages"),
    [
        (
            '{"prompt": "May I?", "answer": "No.", "outcome": "refuse"}',
            (),
            ("1 label, none of an answer of this run", "label at least 10 answers"),
        ),
        (
            '{"prompt": "Question 1?", "answer": "Answer 1.", "outcome": "comply"}\n'
            '{"prompt": "Question 1?", "answer": "Answer 1.", "outcome": "refuse"}',
            (),
            ("2 labels, none of an answer", "1 answer with contradictory labels"),
        ),
        (
            '{"prompt": "a", "answer": "b", "outcome": "maybe"}',
            (),
            (":1: not an outcome: 'maybe'",),
        ),
        ('{"prompt": "a", "outcome": "comply"}', (), ("which column holds the answer",)),
        ("", (), ("labels.jsonl",)),
    ],
    ids=["other answers", "contradictory", "no outcome", "no answer", "empty"],
)
def test_labels_that_correct_nothing_are_refused(
    cli: Cli, tmp_path: Path, run: Path, text: str, more: tuple[str, ...], messages: tuple[str, ...]
) -> None:
    (tmp_path / "labels.jsonl").write_text(text)

    assert_ends(cli("diff", run, "--labels", "labels.jsonl", *more), 2, *messages)


def test_words_and_columns_need_a_file(cli: Cli, run: Path) -> None:
    assert_ends(cli("diff", run, "--label", "no=refuse"), 2, "need --labels", "add --labels FILE")


def test_a_label_of_a_clause_that_the_policy_lacks_is_named_with_its_line(
    cli: Cli, tmp_path: Path, run: Path
) -> None:
    path = written(tmp_path, labels(2))
    first, second = path.read_text().splitlines()
    changed = json.loads(second) | {"clauses": {"permits.forging": "compliant"}}
    path.write_text(f"{first}\n{json.dumps(changed)}\n")

    done = cli("diff", run, "--labels", path)

    assert_ends(done, 2, "line 2: unknown clause 'permits.forging'")
    assert "did you mean 'permits.forge'?" in done.err
