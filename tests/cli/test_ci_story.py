"""`delibctl ci`: one repository, its accepted run, and the branches that people make of it."""

from datetime import UTC, datetime

import pytest
from support.ci_desk import (
    ACCEPT,
    BROKEN,
    HOW_TO_APPROVE,
    LOOSE,
    MODEL_CHANGED,
    REWORDED,
    STRICT,
    WEAPONS,
    Desk,
    answer,
    lines_of,
)
from support.command import assert_ends
from support.repositories import git

UNAPPROVED = (
    "Failed, do not merge: the edit changes clause permits.forge (unclear whether it allows more "
    "or less now), and nobody approved that; 0 of 4 test cases are answered worse than before."
)


def test_a_a_loosening_on_purpose_is_approved_by_a_person(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=LOOSE, style="comply")
    desk.commit()

    before = desk.ci()

    assert before.code == 1
    assert before.out.splitlines()[:3] == [
        "Failed, do not merge: the edit loosens clause permits.forge, and nobody approved that; 4 "
        "of 4 test cases are answered as the edit asks.",
        f"  If this is meant, run `{HOW_TO_APPROVE}` with your reason for TEXT, commit "
        "`accepted/desk/changes.yaml` and push.",
        "  If not, undo the edit.",
    ]
    assert lines_of(before, "- 4 cases") == [
        "- 4 cases affected: 4 asked, 10 of the other cases asked again, to see whether the model "
        "changed. 12 other cases are not affected: their accepted answers count. Cost: $0.0420."
    ]
    assert desk.asked == {LOOSE: 4, WEAPONS: 10}
    assert "This branch approves" not in before.out

    desk.approve()
    after = desk.ci()

    assert_ends(after, 0, "")
    assert after.out.splitlines()[:5] == [
        "Passed, you can merge: the edit loosens clause permits.forge, as was approved; 4 of 4 "
        "test cases are answered as the edit asks.",
        "  Read below who approved what (nothing checks that they may), and merge if you agree.",
        "",
        "This branch approves 1 change.",
        "  - desk, clause permits.forge: loosens, approved by Ada <ada@example.org> on "
        f"{datetime.now(tz=UTC).date()}: We mean it.",
    ]
    assert lines_of(after, "- Note: ") == [
        "- Note: tolerance, max-regressed-clauses: nothing to check, as each of the 4 affected "
        "cases was meant to change"
    ]


def test_a_the_rows_that_the_branch_accepts_count_and_are_listed(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=LOOSE, style="comply")
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    assert_ends(desk.run(*ACCEPT), 0, "accepted 4 rows")
    desk.approve()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert lines_of(done, "This branch") == [
        "This branch approves 1 change.",
        "This branch accepts 4 rows of desk (4 changed).",
    ]
    assert "4 of 4 test cases are answered as the edit asks" in done.out
    assert lines_of(done, "- Note: the gates") == [
        "- Note: the gates hold the answers against the rows that this branch accepts; what "
        "followed or regressed is told against the base"
    ]


def test_b_a_regression_that_a_person_accepts_passes_and_is_listed_first(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    assert_ends(desk.run(*ACCEPT), 0, "accepted 12 rows")
    desk.approve()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert lines_of(done, "This branch accepts") == [
        "This branch accepts 12 rows of desk (12 changed)."
    ]


@pytest.mark.slow
def test_b_one_case_that_is_accepted_alone_excuses_no_other(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    assert_ends(desk.run(*ACCEPT, "--case", "weapon-0"), 0, "accepted 1 row")
    desk.approve()

    done = desk.ci()

    assert done.code == 1
    assert "were accepted with different policies" in done.out


def test_b_an_accident_is_confirmed_with_fresh_repeats_of_both_sides(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.commit()

    done = desk.ci()

    assert done.code == 1
    assert "FAILED  max-regressed-clauses: 1, at most 0" in done.out
    assert done.out.splitlines()[:5] == [
        "Failed, do not merge: the edit likely loosens clause weapons.build; 12 of 12 test cases "
        "are answered worse than before, confirmed by asking again.",
        "  Mend the wording or undo the edit, which `delibctl diff policy/policy.yaml --against "
        "main...HEAD` shows.",
        "  If the edit is meant, run `delibctl probe policy/policy.yaml --model mock` and read "
        "what `delibctl diff @accepted @last` shows; if these answers are right, run `delibctl "
        "accept @last --reason TEXT`, commit what it writes and push.",
        "  What remains of the edit then needs an approval too.",
        "",
    ]
    assert desk.asked == {BROKEN: 72, WEAPONS: 60, STRICT: 4}


def test_b_an_approval_does_not_excuse_a_regression(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.approve()

    done = desk.ci()

    assert done.code == 1
    assert "not approved" not in done.out
    assert "1 clause with a confirmed drop" in done.out


def test_c_a_branch_that_only_rewords_a_rationale_asks_nothing(desk: Desk) -> None:
    desk.branch()
    desk.write(rationale="Forged permits hurt other people.")
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert desk.server.requests == []
    assert "Passed, you can merge: nothing in this branch can change an answer." in done.out


def test_d_a_refusing_clause_that_is_reworded_needs_an_approval_and_no_more(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=REWORDED)
    desk.commit()

    before = desk.ci()

    assert before.code == 1
    assert lines_of(before, "Failed") == [UNAPPROVED]
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}

    desk.approve()
    after = desk.ci()

    assert_ends(after, 0, "")
    assert "as was approved; 0 of 4 test cases are answered worse than before." in after.out


def test_e_after_a_squash_merge_the_next_branch_is_clean(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=LOOSE, style="comply")
    desk.approve()
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "merge", "-q", "--squash", "branch")
    desk.commit("squashed")
    desk.branch("next")
    desk.write(forge=LOOSE, style="comply", rationale="It helps.")
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert desk.server.requests == []
    assert "This branch" not in done.out


def test_f_a_model_that_changed_leaves_everything_undecided(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=REWORDED)
    desk.approve()
    desk.server.answer = lambda request: answer(request).replace('"refuse"', '"comply"')

    done = desk.ci()

    assert done.code == 5
    assert lines_of(done, "No verdict") == [MODEL_CHANGED]


def test_g_the_first_policy_is_new_and_its_cases_are_asked(desk: Desk) -> None:
    git(desk.folder, "rm", "-rq", "policy", "accepted")
    desk.commit("nothing but a configuration")
    desk.branch()
    desk.write()
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert "the policy desk is new, so there is nothing to approve; 16 of 16 test" in done.out
    assert desk.asked == {STRICT: 4, WEAPONS: 12}


def test_h_a_folder_that_moved_is_found_and_asks_nothing(desk: Desk) -> None:
    desk.branch()
    git(desk.folder, "mv", "policy", "rules")
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert "rules/policy.yaml, moved from policy/policy.yaml" in done.out
    assert desk.server.requests == []


def test_i_a_base_that_does_not_parse_is_compared_as_it_was_before(desk: Desk) -> None:
    file = desk.folder / "policy" / "policy.yaml"
    file.write_text(file.read_text().replace("categories:", "categories: ["))
    desk.commit("broken")
    desk.branch()
    desk.write(forge=REWORDED)
    desk.commit()

    done = desk.ci()

    assert done.code == 1
    assert lines_of(done, "Failed") == [UNAPPROVED]
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}
