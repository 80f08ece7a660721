"""Directions of the changes between neighbouring releases of the Model Spec."""

from itertools import pairwise

import pytest
from compare.policies.model_spec.corpus import (
    WordChange,
    draw,
    load_labels,
    load_releases,
    word_changes,
)
from compare.policies.model_spec.measure import MOVES, directions, wrong

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.diff import policy_diff
from delibctl.compare.scales import Direction, Evidence
from delibctl.model import Policy


@pytest.fixture(scope="module")
def releases() -> list[Policy]:
    policies = load_releases()
    if policies is None:
        pytest.skip("DELIBCTL_DATA names no folder of real data")
    return policies


@pytest.fixture(scope="module")
def changes(releases: list[Policy]) -> list[tuple[Change, ...]]:
    return [policy_diff(old, new).changes for old, new in pairwise(releases)]


@pytest.fixture(scope="module")
def words(releases: list[Policy], changes: list[tuple[Change, ...]]) -> list[WordChange]:
    pairs = zip(pairwise(releases), changes, strict=True)
    return [word for pair, changed in pairs for word in word_changes(*pair, changed)]


def test_every_section_with_an_authority_is_a_clause_with_text(releases: list[Policy]) -> None:
    sizes = [(len(p.categories), len(list(p.clauses)), len(p.definitions)) for p in releases]

    assert sizes == [(18, 51, 7), (18, 57, 7), (19, 59, 7)]
    assert all(clause.text and clause.authority for p in releases for clause in p.clauses)


def test_a_release_does_not_differ_from_itself(releases: list[Policy]) -> None:
    assert [policy_diff(policy, policy).changes for policy in releases] == [(), (), ()]


def test_a_change_has_evidence_exactly_if_it_has_a_direction(
    changes: list[tuple[Change, ...]],
) -> None:
    for change in (change for changed in changes for change in changed):
        unclear = change.direction is Direction.UNKNOWN
        assert unclear == (change.evidence is Evidence.UNCLEAR), change


def test_the_share_of_changes_with_a_direction(
    changes: list[tuple[Change, ...]], words: list[WordChange]
) -> None:
    assert [directions(changed) for changed in changes] == [
        {
            "loosens (likely)": 9,
            "loosens (proven)": 1,
            "neutral (proven)": 6,
            "tightens (likely)": 2,
            "unknown (unclear)": 59,
        },
        {
            "loosens (likely)": 2,
            "neutral (likely)": 1,
            "neutral (proven)": 1,
            "unknown (unclear)": 11,
        },
    ]
    assert directions(word.change for word in words) == {
        "loosens (likely)": 4,
        "neutral (likely)": 1,
        "tightens (likely)": 2,
        "unknown (unclear)": 33,
    }


def test_the_directions_that_a_reader_does_not_share(words: list[WordChange]) -> None:
    drawn, labels = draw(words), load_labels()

    assert list(labels) == [word.id for word in drawn]
    assert len([word for word in drawn if word.change.direction in MOVES]) == 6
    assert wrong(drawn, labels) == [
        "20250212-20250912/category/levels_of_authority: loosens, read as unclear",
        "20250212-20250912/clause/assume_best_intentions: loosens, read as unclear",
    ]


def test_no_change_that_a_reader_calls_looser_is_called_neutral(words: list[WordChange]) -> None:
    labels = load_labels()

    looser = [word for word in draw(words) if labels[word.id] == "looser"]

    assert len(looser) == 5
    assert all(word.change.direction is not Direction.NEUTRAL for word in looser)
