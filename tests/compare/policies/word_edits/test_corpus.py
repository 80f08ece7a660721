"""The corpus of word edits: drawn by seed, found in the policies, and of every kind."""

import os
from pathlib import Path

import pytest
from compare.policies.word_edits.corpus import (
    LABELS,
    WordEdit,
    agreement,
    load_edits,
    load_labels,
    load_rows,
)
from compare.policies.word_edits.draw import FAMILIES, NEUTRAL, draw

OUTCOMES = {"refuse", "comply", "safe-complete"}


@pytest.fixture(scope="module")
def edits() -> list[WordEdit]:
    loaded = load_edits()
    if loaded is None:
        pytest.skip("DELIBCTL_DATA names no folder of real data")
    return loaded


def test_ids_count_up_and_every_outcome_and_family_has_edits() -> None:
    rows = load_rows()

    assert len(rows) >= 100
    assert [row["id"] for row in rows] == [f"e{number:03}" for number in range(1, len(rows) + 1)]
    assert {row["outcome"] for row in rows} == OUTCOMES
    assert {row["family"] for row in rows} == {*FAMILIES, NEUTRAL}


def test_no_sentence_is_stored_and_no_pair_of_words_comes_more_than_twice() -> None:
    rows = load_rows()
    pairs = [(row.get("out"), row["into"]) for row in rows if "out" in row]

    assert all(len(row.get("out", "").split()) <= 8 for row in rows)
    assert max(map(pairs.count, pairs)) <= 2


def test_replaced_words_are_found_at_their_position_and_change_the_sentence(
    edits: list[WordEdit],
) -> None:
    assert [edit.id for edit in edits if edit.before == edit.after] == []


def test_the_edited_sentences_are_those_that_the_seed_draws(edits: list[WordEdit]) -> None:
    drawn = draw(Path(os.environ["DELIBCTL_DATA"]))

    assert [(row["file"], row["start"], row["end"], row["outcome"]) for row in load_rows()] == [
        (sentence.file, sentence.start, sentence.end, sentence.outcome) for sentence in drawn
    ]


@pytest.mark.parametrize("reader", ["a", "b"])
def test_a_reader_labels_every_edit(reader: str) -> None:
    labels = load_labels(reader)
    if not labels:
        pytest.skip(f"labels_{reader}.json is not stored")

    assert list(labels) == [row["id"] for row in load_rows()]
    assert set(labels.values()) <= set(LABELS)


def test_agreement_is_that_of_the_labels() -> None:
    edits = [
        WordEdit(id=str(n), outcome="refuse", before="", after="", family="", labels=labels)
        for n, labels in enumerate([("looser", "looser"), ("neutral", "neutral")])
    ]

    whole = agreement(edits)

    assert whole is not None
    assert (whole.value, whole.total) == (1.0, 2)
    assert agreement([]) is None


def test_two_readers_agree_on_which_way_the_edits_move_a_policy(edits: list[WordEdit]) -> None:
    both = agreement(edits)

    assert both is not None
    assert (round(both.value, 2), round(both.low, 2), both.total) == (0.95, 0.91, 168)
