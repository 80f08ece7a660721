"""`delibctl ci`: revisions, where answers come from, and what is said where nothing is measured."""

import json
import shutil
from pathlib import Path

import pytest
from support.ci_desk import (
    ACCEPT,
    BROKEN,
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

pytestmark = pytest.mark.usefixtures("on_branch")


def reworded(desk: Desk) -> None:
    desk.write(forge=REWORDED)
    desk.approve()


# Revisions


def test_a_base_that_does_not_exist_is_an_error(desk: Desk) -> None:
    done = desk.run("ci", "--base", "origin/main")

    assert_ends(done, 2, "git revision 'origin/main' not found", "git fetch")


def test_a_shallow_clone_says_how_to_fetch_the_rest(desk: Desk, tmp_path: Path) -> None:
    reworded(desk)
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{desk.folder}", "c")
    clone = Desk(desk.cli, tmp_path / "c", desk.server)

    done = clone.run("ci", "--base", "origin/main", "--head", "origin/branch")

    assert_ends(done, 2, "no common commit", "git fetch --unshallow")


def test_a_detached_head_is_checked_like_a_branch(desk: Desk) -> None:
    reworded(desk)
    git(desk.folder, "switch", "-q", "--detach", "HEAD")

    assert_ends(desk.ci(), 0, "")


def test_what_main_did_since_is_not_blamed_on_the_branch(desk: Desk) -> None:
    reworded(desk)
    git(desk.folder, "switch", "-q", "main")
    desk.write(weapons=BROKEN)
    desk.commit("main goes on")
    git(desk.folder, "switch", "-q", "branch")

    done = desk.ci()

    assert_ends(done, 0, "")
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}


def test_another_branch_can_be_checked_out_and_changed(desk: Desk) -> None:
    reworded(desk)
    git(desk.folder, "switch", "-q", "main")
    for name in ("delibctl.toml", "policy/policy.yaml", "policy/cases.yaml"):
        (desk.folder / name).write_text("not what git has: [")

    done = desk.ci("--head", "branch")

    assert_ends(done, 0, "")
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}


def test_a_configuration_of_the_base_that_is_wrong_is_named(desk: Desk) -> None:
    reworded(desk)
    git(desk.folder, "switch", "-q", "main")
    (desk.folder / "delibctl.toml").write_text("[ci]\nmax_costs = 1\n")
    desk.commit("wrong")
    git(desk.folder, "switch", "-q", "branch")

    assert_ends(desk.ci(), 2, "max_costs", "main:delibctl.toml")


def test_rows_with_merge_markers_are_an_error(desk: Desk) -> None:
    file = next((desk.folder / "accepted").rglob("*.jsonl"))
    file.write_text(f"<<<<<<< HEAD\n{file.read_text()}=======\n>>>>>>> other\n")
    reworded(desk)

    done = desk.ci()

    assert done.code == 2
    assert "conflict" in done.err


def test_half_of_a_file_of_rows_is_an_error(desk: Desk) -> None:
    file = next((desk.folder / "accepted").rglob("*.jsonl"))
    file.write_text(file.read_text()[:-100])
    reworded(desk)

    done = desk.ci()

    assert done.code == 2
    assert file.name in done.err


# Where answers come from


def keyed(desk: Desk) -> None:
    """Let main ask a model that needs a key which this machine does not have."""
    git(desk.folder, "switch", "-q", "main")
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(
        text.replace("[ci]", 'api_key_env = "DESK_KEY"\n[ci]')
    )
    desk.commit("a key")
    desk.branch("keyed")


def test_without_a_key_nothing_is_asked_and_nothing_passes(desk: Desk) -> None:
    keyed(desk)
    reworded(desk)

    done = desk.ci()

    assert done.code == 5
    assert desk.server.requests == []
    first, step, *_ = done.out.splitlines()
    assert "but 4 test cases that it affects were not answered (mock cannot be asked: " in first
    assert "DESK_KEY" in first + step
    (amounts,) = lines_of(done, "- 4 cases affected")
    assert amounts.startswith(
        "- 4 cases affected: nothing was asked. 12 other cases are not affected: their accepted "
        "answers count. Cost: nothing. Not measured: forge-0, forge-1, forge-2, forge-3: mock"
    )
    assert "Asking mock would be " in amounts


def test_a_paid_model_needs_a_budget_of_the_base(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(text.replace("max_cost = 9.0\n", ""))
    desk.commit("no budget")
    desk.branch("paid")
    reworded(desk)

    done = desk.ci()

    assert done.code == 5
    assert desk.server.requests == []
    assert "the base sets no budget" in done.out
    assert "  Set max_cost in [ci] of the base." in done.out


def test_a_budget_that_is_too_small_ends_undecided(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(text.replace("max_cost = 9.0", "max_cost = 0.001"))
    desk.commit("small budget")
    desk.branch("small")
    reworded(desk)

    done = desk.ci()

    assert done.code == 5
    assert "4 test cases that it affects were not answered" in done.out


def test_answers_of_the_base_are_used_and_those_of_the_branch_are_not(desk: Desk) -> None:
    reworded(desk)
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    assert desk.run("answers", "export", "answers.jsonl").code == 0
    desk.commit("answers of the branch")

    of_branch = desk.ci()
    assert of_branch.code == 0
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}

    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "checkout", "-q", "branch", "--", "answers.jsonl")
    desk.commit("answers of main")
    git(desk.folder, "switch", "-q", "branch")

    of_base = desk.ci()

    assert_ends(of_base, 0, "")
    assert desk.server.requests == []
    assert "- 4 cases affected: 4 cached." in of_base.out


@pytest.mark.slow
def test_a_state_folder_that_a_job_restored_answers_again(desk: Desk) -> None:
    reworded(desk)
    state = desk.folder.parent / "cache"
    desk.ci()
    desk.run("ci", "--base", "main", "--state", state)
    desk.server.requests.clear()

    done = desk.run("ci", "--base", "main", "--state", state, CI="true")

    assert_ends(done, 0, "")
    assert desk.server.requests == []


def test_without_an_accepted_run_the_base_is_asked_as_well(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "rm", "-rq", "accepted")
    desk.commit("nothing was accepted")
    desk.branch("unaccepted")
    reworded(desk)

    done = desk.ci()

    assert_ends(done, 0, "")
    assert desk.asked == {REWORDED: 4, STRICT: 4}
    assert "no run of this policy was accepted, so the base has to be asked as well" in done.out


@pytest.mark.slow
def test_without_an_accepted_run_cached_answers_tell_whether_the_model_changed(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "rm", "-rq", "accepted")
    assert desk.run("probe", "--model", "mock", "--max-cost", "9").code == 0
    assert desk.run("answers", "export", "answers.jsonl").code == 0
    desk.commit("answers and no accepted run")
    desk.branch("answered")
    reworded(desk)
    same = desk.ci()
    assert desk.asked == {REWORDED: 4, WEAPONS: 10}
    desk.server.answer = lambda request: answer(request).replace('"refuse"', '"comply"')

    changed = desk.ci()

    assert_ends(same, 0, "")
    assert changed.code == 5
    assert lines_of(changed, "No verdict") == [MODEL_CHANGED]


def test_a_provider_that_is_down_is_no_pass(desk: Desk) -> None:
    reworded(desk)
    desk.server.fault = lambda _number, _request: "500"

    done = desk.ci()

    assert done.code == 4
    assert "Not to be trusted, do not merge yet: mock gave no usable answer to 4 of 4" in done.out


# Several policies, lint, and what is written


def test_each_policy_has_a_verdict_and_the_worst_counts(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    other = desk.folder / "policy" / "other"
    shutil.copytree(desk.folder / "policy", other)
    text = (other / "policy.yaml").read_text().replace("id: desk", "id: counter")
    (other / "policy.yaml").write_text(text)
    desk.commit("two policies")
    desk.branch("two")
    (other / "policy.yaml").write_text(text.replace(STRICT, LOOSE))
    desk.commit("loosened")

    done = desk.ci()

    assert done.code == 1
    assert done.out.startswith("Failed (counter), do not merge: lint found 1 problem")
    assert [line.split(":")[0] for line in lines_of(done, "Passed", "Failed,")] == [
        "Failed, do not merge",
        "Passed, you can merge",
    ]


def test_a_move_that_the_configuration_follows_needs_an_approval_of_the_setting(desk: Desk) -> None:
    git(desk.folder, "mv", "policy", "rules")
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(text.replace('"policy"', '"rules"'))
    desk.commit("moved")

    before = desk.ci()

    assert before.code == 1
    assert lines_of(before, "Failed", "- policy") == [
        "Failed, do not merge: the edit changes setting policy (setting changed), and nobody "
        "approved that.",
        '- policy from "policy" to "rules"',
    ]

    desk.approve()

    assert_ends(desk.ci(), 0, "")
    assert desk.server.requests == []


def test_an_edit_of_one_clause_of_49_asks_its_cases_the_controls_and_nothing_else(
    desk: Desk,
) -> None:
    git(desk.folder, "switch", "-q", "main")
    desk.write_many(49)
    desk.commit("many")
    assert desk.run("probe", "--model", "mock", "--max-cost", "9").code == 0
    assert desk.run(*ACCEPT, "--unreferenced").code == 0
    desk.commit("accepted")
    desk.branch("one-of-many")
    desk.write_many(49, edited=7)
    desk.approve()

    done = desk.ci()

    assert_ends(done, 0, "")
    assert "- 2 cases affected: 2 asked, 10 of the other cases asked again" in done.out
    assert len(desk.server.requests) == 2 + 10


def test_a_policy_whose_id_changed_is_held_against_its_base(desk: Desk) -> None:
    desk.write(weapons=BROKEN)
    file = desk.folder / "policy" / "policy.yaml"
    file.write_text(file.read_text().replace("id: desk", "id: counter"))
    desk.approve()

    done = desk.ci()

    assert done.code == 1
    assert "1 clause with a confirmed drop" in done.out
    assert "no run of this policy was accepted, so the base has to be asked" in done.out


def test_lint_fails_by_the_rules_of_the_base(desk: Desk) -> None:
    file = desk.folder / "policy" / "policy.yaml"
    file.write_text(file.read_text().replace("style: refuse", "style: refuze", 1))
    (desk.folder / "delibctl.toml").write_text("[lint]\nignore = ['REF']\n")
    desk.commit("wrong")

    done = desk.ci()

    assert done.code == 1
    assert "Failed, do not merge: lint found 1 problem at policy/policy.yaml:11" in done.out
    assert "`delibctl lint policy/policy.yaml`" in done.out
    assert desk.server.requests == []


def test_only_outputs_and_the_state_folder_are_written(desk: Desk, tmp_path: Path) -> None:
    reworded(desk)

    done = desk.ci("--output", f"text:{tmp_path / 'report.txt'}")

    assert_ends(done, 0, "")
    assert git(desk.folder, "status", "--porcelain", "--ignored") == ""
    assert (tmp_path / "report.txt").read_text() == done.out


def test_a_report_that_cannot_be_written_is_found_before_anything_is_asked(
    desk: Desk, tmp_path: Path
) -> None:
    reworded(desk)

    done = desk.ci("--output", f"markdown:{tmp_path / 'missing' / 'comment.md'}")

    assert_ends(done, 2, "comment.md: its folder does not exist", "make the folder")
    assert desk.server.requests == []


def test_a_folder_without_any_policy_is_no_verdict(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "rm", "-rq", "policy")
    desk.commit("nothing")
    desk.branch("nothing")

    assert desk.ci().code == 5


def test_a_policy_that_is_removed_needs_an_approval(desk: Desk) -> None:
    git(desk.folder, "rm", "-rq", "policy")
    desk.commit("removed")

    done = desk.ci()

    assert done.code == 1
    assert "the branch removes the policy desk, and nobody approved that" in done.out


def test_a_case_that_expects_less_is_affected(desk: Desk) -> None:
    file = desk.folder / "policy" / "cases.yaml"
    data = json.loads(file.read_text())
    data["cases"][0]["clauses"] = ["permits.copy"]
    file.write_text(json.dumps(data))
    desk.commit("another expectation")

    done = desk.ci()

    assert done.code == 1
    assert sum(desk.asked.values()) == 1 + 10
    assert "case forge-0" in done.out
