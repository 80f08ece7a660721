"""`delibctl ci`: one repository, its accepted run, and the branches that people make of it."""

from support.ci_desk import (
    ACCEPT,
    BROKEN,
    HOW_TO_APPROVE,
    LOOSE,
    REWORDED,
    STRICT,
    WEAPONS,
    Desk,
    answer,
    lines_of,
)
from support.command import assert_ends
from support.repositories import git


def test_a_a_loosening_on_purpose_is_approved_by_a_person(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=LOOSE, style="comply")
    desk.commit()

    before = desk.ci()

    assert before.code == 1
    assert lines_of(before, "Failed", "- ", "4 of") == [
        "Failed: permits.forge loosened, and nobody approved that: 4 of 4 cases followed; do not "
        f"merge; if it is meant, run `{HOW_TO_APPROVE}`, commit accepted/desk/changes.yaml and "
        "push.",
        "- 2 changes not approved: clause permits.forge",
        "4 of 16 cases affected; 4 asked; 10 asked as controls; 12 untouched and accepted; $0.04",
    ]
    assert desk.asked == {LOOSE: 4, WEAPONS: 10}
    assert "This branch approves" not in before.out

    desk.approve()
    after = desk.ci()

    assert_ends(after, 0, "")
    assert lines_of(after, "This branch", "clause", "Passed", "- ") == [
        "This branch approves 2 changes:",
        "clause permits.forge (looser), by Ada <ada@example.org>: We mean it.",
        "Passed: permits.forge loosened, as was approved: 4 of 4 cases followed; merge if you "
        "meant it.",
    ]
    assert lines_of(after, "note: ") == [
        "note: tolerance, max-regressed-clauses: nothing to check, as each of the 4 affected cases "
        "was meant to change"
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
        "This branch approves 2 changes:",
        "This branch changes 4 accepted rows of desk.",
    ]
    assert "4 of 4 cases followed" in done.out
    assert lines_of(done, "note: the gates") == [
        "note: the gates hold the answers against the rows that this branch accepts; what followed "
        "or regressed is told against the base"
    ]


def test_b_a_regression_that_a_person_accepts_passes_and_is_listed_first(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    assert_ends(desk.run(*ACCEPT), 0, "accepted 12 rows")
    desk.approve()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert lines_of(done, "This branch changes") == [
        "This branch changes 12 accepted rows of desk; 12 of them right half as often or less."
    ]


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
    assert "gate max_regressed_clauses failed (mock): 1 clause with a confirmed drop" in done.out
    assert lines_of(done, "Failed") == [
        "Failed: weapons.build loosened (likely): 12 of 12 cases got worse, confirmed; do not "
        "merge; mend or undo the edit, which is shown by `delibctl diff policy/policy.yaml "
        "--against main`."
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
    assert "Passed: no change can alter an answer." in done.out


def test_d_a_refusing_clause_that_is_reworded_needs_an_approval_and_no_more(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=REWORDED)
    desk.commit()

    before = desk.ci()

    assert before.code == 1
    assert lines_of(before, "- ") == ["- 1 change not approved: clause permits.forge"]
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}

    desk.approve()
    after = desk.ci()

    assert_ends(after, 0, "")
    assert "changed, unclear which way, as was approved; merge if" in after.out


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
    assert lines_of(done, "- ") == [
        "- the model changed: 10 of 10 other cases are answered differently, although this branch "
        "does not concern them"
    ]


def test_g_the_first_policy_is_new_and_its_cases_are_asked(desk: Desk) -> None:
    git(desk.folder, "rm", "-rq", "policy", "accepted")
    desk.commit("nothing but a configuration")
    desk.branch()
    desk.write()
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert "desk is new, so there is nothing to approve; 16 answers to its cases" in done.out
    assert desk.asked == {STRICT: 4, WEAPONS: 12}


def test_h_a_folder_that_moved_is_found_and_asks_nothing(desk: Desk) -> None:
    desk.branch()
    git(desk.folder, "mv", "policy", "rules")
    desk.commit()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert "desk (rules/policy.yaml, moved from policy/policy.yaml): passed" in done.out
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
    assert lines_of(done, "- ") == ["- 1 change not approved: clause permits.forge"]
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}
