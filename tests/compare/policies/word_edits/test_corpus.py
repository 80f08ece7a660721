"""The corpus of word edits: drawn by seed, found in the policies, and of every kind."""

import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from compare.policies.word_edits.corpus import (
    LABELS,
    WordEdit,
    agreement,
    load_edits,
    load_labels,
    load_rows,
    plain,
)
from compare.policies.word_edits.draw import FAMILIES, NEUTRAL, Sentence, draw
from compare.policies.word_edits.draw_clauses import alike, draw_clauses, terms
from compare.policies.word_edits.draw_fifth import draw_fifth
from compare.policies.word_edits.draw_fourth import draw_fourth
from compare.policies.word_edits.draw_held_out import draw_held_out
from compare.policies.word_edits.draw_sixth import draw_sixth

OUTCOMES = {"refuse", "comply", "safe-complete"}
SETS: dict[str, Callable[[Path], list[Sentence]]] = {
    "edits": draw,
    "clause_edits": draw_clauses,
    "held_out_edits": draw_held_out,
    "fourth_edits": draw_fourth,
    "unseen_edits": draw_fifth,
    "sixth_edits": draw_sixth,
}


def stored(name: str) -> list[WordEdit]:
    loaded = load_edits(name)
    if loaded is None:
        pytest.skip("DELIBCTL_DATA names no folder of real data with these sentences")
    return loaded


@pytest.mark.parametrize("name", SETS)
def test_ids_count_up_and_every_outcome_and_family_has_edits(name: str) -> None:
    rows = load_rows(name)

    assert len(rows) >= 60
    assert [row["id"] for row in rows] == [
        f"{name[0]}{number:03}" for number in range(1, len(rows) + 1)
    ]
    assert {row["outcome"] for row in rows} == OUTCOMES
    assert {row["family"] for row in rows} == {*FAMILIES, NEUTRAL}


@pytest.mark.parametrize("name", SETS)
def test_no_sentence_is_stored_and_no_pair_of_words_comes_more_than_twice(name: str) -> None:
    rows = load_rows(name)
    pairs = [(row.get("out"), row["into"]) for row in rows if "out" in row]

    assert all(len(row.get("out", "").split()) <= 8 for row in rows)
    assert max(map(pairs.count, pairs)) <= 2


@pytest.mark.parametrize("name", SETS)
def test_replaced_words_are_found_at_their_position_and_change_the_sentence(name: str) -> None:
    assert [edit.id for edit in stored(name) if edit.before == edit.after] == []


@pytest.mark.parametrize(
    "name", ["edits", *(pytest.param(name, marks=pytest.mark.slow) for name in [*SETS][1:])]
)
def test_the_edited_sentences_are_those_that_the_seed_draws(name: str) -> None:
    assert len(stored(name)) == len(load_rows(name))

    drawn = SETS[name](Path(os.environ["DELIBCTL_DATA"]))

    assert [(row["file"], row["start"], row["end"], row["outcome"]) for row in load_rows(name)] == [
        (sentence.file, sentence.start, sentence.end, sentence.outcome) for sentence in drawn
    ]


def test_a_clause_resembles_no_other_sentence_of_the_same_files() -> None:
    earlier = [terms(edit.before) for edit in stored("edits")]

    for edit in (edit for name in list(SETS)[1:] for edit in stored(name)):
        words = terms(edit.before)
        assert not any(alike(words, sentence) for sentence in earlier), edit.id
        earlier.append(words)


def test_two_sets_share_no_pair_of_words_but_three_additions_of_the_sixth() -> None:
    pairs = [
        {(row["out"], row["into"]) for row in load_rows(name) if "out" in row} for name in SETS
    ]

    # They were found after the sixth set had been measured, and stay as they were.
    kept = {("", "most "), ("", "prescription "), ("", "somewhat ")}
    shared = set[tuple[str, str]]().union(*(one & other for one, other in combinations(pairs, 2)))
    assert shared == kept


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("clause_edits", {"refuse": 40, "comply": 40, "safe-complete": 40}),
        ("held_out_edits", {"refuse": 28, "comply": 24, "safe-complete": 28}),
        ("fourth_edits", {"refuse": 26, "comply": 26, "safe-complete": 28}),
        ("unseen_edits", {"refuse": 30, "comply": 22, "safe-complete": 28}),
        ("sixth_edits", {"refuse": 32, "comply": 8, "safe-complete": 22}),
    ],
)
def test_the_clauses_of_each_outcome_are_counted(name: str, counts: dict[str, int]) -> None:
    outcomes = [row["outcome"] for row in load_rows(name)]

    assert {outcome: outcomes.count(outcome) for outcome in OUTCOMES} == counts


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("reader", ["a", "b"])
def test_a_reader_labels_every_edit(reader: str, name: str) -> None:
    labels = load_labels(reader, name)
    if not labels:
        pytest.skip(f"the labels of reader {reader} for {name} are not stored")

    assert list(labels) == [row["id"] for row in load_rows(name)]
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


def test_footnote_marks_are_left_out_of_a_sentence_on_one_line() -> None:
    assert plain("Answer[^a1]\n  in full[^b2].") == "Answer in full."


def test_two_readers_agree_on_which_way_the_edits_move_a_policy() -> None:
    both = agreement(stored("edits"))

    assert both is not None
    assert (round(both.value, 2), round(both.low, 2), both.total) == (0.95, 0.91, 168)
