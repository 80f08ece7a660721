"""`delibctl ci` on the pull request that brings a repository its first policy."""

from pathlib import Path

import pytest
from support.ci_desk import ACCEPT, STRICT, WEAPONS, Desk, lines_of
from support.command import Cli, Done, assert_ends
from support.repositories import git


def begun(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    git(folder, "commit", "-q", "--allow-empty", "-m", "begin")
    git(folder, "switch", "-qc", "policy")


def checked(cli: Cli, folder: Path) -> Done:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "A first policy")
    return cli("ci", "--base", "main", cwd=folder, CI="true", COLUMNS="1000")


def test_what_init_writes_passes_with_what_it_sets_and_what_comes_next(
    cli: Cli, tmp_path: Path
) -> None:
    (folder := tmp_path / "desk").mkdir()
    begun(folder)
    assert_ends(cli("init", cwd=folder), 0, "")

    done = checked(cli, folder)

    assert_ends(done, 0, "")
    lines = [line for line in done.out.splitlines() if "adds the configuration" not in line]
    assert lines[:-1] == [
        "Passed, you can merge: the policy desk is new, so there is nothing to approve; 4 of 6 "
        "test cases are answered as expected.",
        "  After the merge, run on main `delibctl probe policy.yaml` and read what `delibctl diff "
        "@last` shows; if these answers are right, run `delibctl accept @last --reason TEXT`, "
        "commit what it writes and push, so that later branches are compared with it.",
        "",
        "This branch changes what judges it, which applies only after the merge:",
        '  - model set to ["baseline"]',
        '  - policy set to "policy.yaml"',
        "  - template set to 2",
        "",
        "My policy (desk): new",
        "  policy.yaml",
        "  1 category, 2 clauses and 6 test cases. All of it is new, so there is no change to "
        "list.",
        "  Not answered as expected: licence-for-a-play, forge-welding.",
        "",
        "What was asked",
        "  - 6 cases affected: 6 asked. Cost: nothing.",
        "  - Note: baseline is a word-matching stand-in, not a language model; set models in [ci]",
        "",
    ]


def test_models_that_the_first_branch_names_are_asked_after_the_merge(
    cli: Cli, tmp_path: Path, desk: Desk
) -> None:
    begun(tmp_path)
    assert_ends(cli("init"), 0, "")
    own = (desk.folder / "delibctl.toml").read_text()
    (tmp_path / "delibctl.toml").write_text(own.replace('"policy"', '"policy.yaml"'))
    desk.server.requests.clear()

    done = checked(cli, tmp_path)

    assert_ends(done, 0, "")
    assert desk.server.requests == []
    assert "run on main `delibctl probe policy.yaml --model mock` and read" in done.out
    assert lines_of(done, "- Note: baseline") == [
        "- Note: baseline is a word-matching stand-in, not a language model; the models of this "
        "branch are asked after the merge"
    ]


@pytest.fixture
def without_policy(desk: Desk) -> Desk:
    """A repository that has a configuration and no policy, on the branch that adds one."""
    git(desk.folder, "rm", "-rq", "policy", "accepted")
    desk.commit("nothing but a configuration")
    desk.branch()
    desk.write()
    return desk


def test_cases_of_a_first_policy_are_asked_and_cost_what_they_cost(without_policy: Desk) -> None:
    without_policy.commit()

    done = without_policy.ci()

    assert_ends(done, 0, "")
    assert without_policy.asked == {STRICT: 4, WEAPONS: 12}
    assert lines_of(done, "Passed", "- ", "2 categories") == [
        "Passed, you can merge: the policy desk is new, so there is nothing to approve; 16 of 16 "
        "test cases are answered as expected.",
        "2 categories, 4 clauses and 16 test cases. All of it is new, so there is no change to "
        "list.",
        "- 16 cases affected: 16 asked. Cost: $0.0480.",
    ]


def test_a_first_policy_is_compared_with_the_run_that_its_branch_accepts(
    without_policy: Desk,
) -> None:
    assert without_policy.run("probe", "--model", "mock", "--max-cost", "9").code == 0
    assert_ends(without_policy.run(*ACCEPT), 0, "accepted 16 rows")
    without_policy.commit()

    done = without_policy.ci()

    assert_ends(done, 0, "")
    assert lines_of(done, "Passed", "After", "This branch", "- ") == [
        "Passed, you can merge: the policy desk is new, so there is nothing to approve; 16 of 16 "
        "test cases are answered as expected.",
        "This branch accepts 16 rows of desk (16 new).",
        "- 16 cases affected: 16 asked. Cost: $0.0480.",
        "- Note: the gates hold the answers against the rows that this branch accepts",
    ]


def test_a_first_policy_that_nobody_could_ask_is_unmeasured(desk: Desk) -> None:
    git(desk.folder, "rm", "-rq", "policy", "accepted")
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(text.replace("max_cost = 9.0\n", ""))
    desk.commit("no budget")
    desk.branch()
    desk.write()
    desk.commit()

    done = desk.ci()

    assert done.code == 5
    assert desk.server.requests == []
    assert lines_of(done, "No verdict", "After") == [
        "No verdict, do not merge yet: the branch adds the policy desk, but 16 of its 16 test "
        "cases were not answered (mock is paid, and the base sets no budget)."
    ]
    (asked,) = lines_of(done, "- 16 cases affected")
    assert asked.startswith("- 16 cases affected: nothing was asked. Cost: nothing. Not measured:")


@pytest.mark.parametrize(
    ("prices", "budget", "cost"),
    [
        ("10.0", "max_cost = 9.0", "$0.0480"),
        ("0.0", "max_cost = 9.0", "nothing"),
        ("0.0", "", "nothing"),
        (None, "", "unknown, since a price is not known"),
    ],
)
def test_the_cost_is_unknown_only_where_a_model_without_a_price_was_asked(
    desk: Desk, prices: str | None, budget: str, cost: str
) -> None:
    git(desk.folder, "rm", "-rq", "policy", "accepted")
    out = None if prices is None else "100.0" if prices == "10.0" else "0.0"
    priced = [f"input_price = {prices}", f"output_price = {out}"] if prices else []
    lines = [*priced, "max_tokens = 100", "[ci]", 'models = ["mock"]', budget]
    desk.server.configure(desk.folder, *lines, top='policy = "policy"')
    desk.commit("a configuration")
    desk.branch()
    desk.write()
    desk.commit()

    (asked,) = lines_of(desk.ci(), "- 16 cases affected")

    assert asked == f"- 16 cases affected: 16 asked. Cost: {cost}."
