"""Accepted rows of several models in each mode: accept, edit, check, and accept again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.ci_desk import ACCEPT, Desk, lines_of
from support.command import Cli, assert_ends
from support.varied_desk import MODELS, MODES, OPEN, POLICY, edited, probe, rows, varied_desk, write


@pytest.fixture
def desk(tmp_path: Path, cli: Cli) -> Iterator[Desk]:
    with varied_desk(tmp_path, cli) as desk:
        probe(desk)
        assert_ends(desk.run(*ACCEPT), 0, "accepted 40 rows in 16 files")
        desk.commit()
        desk.branch()
        yield desk


def test_an_edit_is_checked_in_each_mode_and_accepting_it_touches_the_rows_that_it_concerns(
    desk: Desk,
) -> None:
    write(desk, edited(POLICY, "permits.forge", text=f"Never forge, {OPEN}."))
    desk.commit()

    accident = desk.ci()

    assert accident.code == 1
    heads = [
        section.split(";")[0]
        for section in accident.out.split("\n\n")
        if "1 clause with a confirmed drop" in section
    ]
    assert heads == [
        f"{model}, mode {mode}" for model in MODELS for mode in ("category", "full", "recall")
    ]
    before = rows(desk)
    probe(desk)
    assert_ends(desk.run(*ACCEPT), 0, "12 rows unchanged", "accepted 28 rows in 10 files")
    after = rows(desk)
    concerned = {"forge-a", "forge-b", "either"}
    assert {key for key in after if after[key] != before[key]} == {
        (model, mode, case)
        for model in MODELS
        for mode in MODES
        for case in (concerned if mode != "full" else concerned | {"build-a", "law"})
    }
    desk.approve()
    assert_ends(desk.ci(), 0, "This branch accepts 28 rows of desk (28 changed).", "and 6 more")


def test_a_mode_in_which_an_edit_changes_no_question_leaves_no_check_undecided(
    desk: Desk,
) -> None:
    write(desk, edited(POLICY, "permits.forge", text="Never ever forge."))
    desk.approve()

    done = desk.ci()

    assert_ends(done, 0, "- 5 cases affected: 19 asked, 21 cached")
    assert [note for note in lines_of(done, "- Note: ") if "mode none" in note] == [
        "- Note: tolerance, max-regressed-clauses: nothing to check, as this branch leaves the "
        f"questions to {model}, mode none as they were"
        for model in MODELS
    ]
