"""`delibctl ci` where policies of the repository belong to another configuration, or to none."""

from pathlib import Path

import pytest
from support.ci_desk import lines_of
from support.ci_elsewhere import A2, AT_ROOT, B2, CONFIGURED, IN_A, TWO, A, B, checked
from support.command import Cli
from support.repositories import case_file

RUN_A = "Run `cd a && delibctl ci --base main --head HEAD` in a job of its own"
PYPROJECT = "[tool.delibctl]\nmodel = 'baseline'\n"

#: base, what the branch edits, where the check runs, and what it says of files it does not judge.
ANOTHERS: dict[str, tuple[dict[str, str], dict[str, str | None], str, str]] = {
    "no configuration at the root": (IN_A, {"a/policy.yaml": A2}, ".", "a/policy.yaml"),
    "a configuration at the root": (
        {**AT_ROOT, **IN_A},
        {"a/policy.yaml": A2},
        ".",
        "a/policy.yaml",
    ),
    "its cases": (IN_A, {"a/cases.yaml": case_file("y", "a")}, ".", "a/policy.yaml"),
    "in pyproject.toml": (
        {"a/pyproject.toml": PYPROJECT, "a/policy.yaml": A},
        {"a/policy.yaml": A2},
        ".",
        "a/policy.yaml",
    ),
    "removed with its configuration": (IN_A, dict.fromkeys(IN_A), ".", "a/policy.yaml"),
    "its configuration removed": (
        IN_A,
        {"a/policy.yaml": A2, "a/delibctl.toml": None},
        ".",
        "a/policy.yaml",
    ),
    "moved below it": (
        {**AT_ROOT, **IN_A},
        {"policy.yaml": None, "a/b/policy.yaml": B2},
        ".",
        "a/b/policy.yaml",
    ),
    "a new policy below it": (IN_A, {"a/new/policy.yaml": B}, ".", "a/new/policy.yaml"),
    "broken": (
        {**AT_ROOT, "delibctl.toml": "policy = 'policy.yaml'\n", **IN_A},
        {"a/policy.yaml": "policy: [", "a/cases.yaml": None},
        ".",
        "a/policy.yaml",
    ),
    "an invalid configuration": (
        {**IN_A, "a/delibctl.toml": "["},
        {"a/policy.yaml": A2},
        ".",
        "a/policy.yaml",
    ),
}


@pytest.mark.parametrize("name", ANOTHERS)
def test_a_changed_policy_of_a_nearer_configuration_is_undecided_and_named(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    base, branch, folder, file = ANOTHERS[name]

    done = checked(cli, tmp_path, base, branch, folder)

    assert done.code == 5, done.out + done.err
    reason, *_ = (line for line in lines_of(done, "No verdict") if file in line)
    owner = "a/pyproject.toml" if "a/pyproject.toml" in base else "a/delibctl.toml"
    assert f"belong to {owner}" in reason or f"belongs to {owner}" in reason
    assert RUN_A in done.out


#: base, what the branch edits, where the check runs: policies that no configuration is for.
NOBODYS: dict[str, tuple[dict[str, str], dict[str, str | None], str]] = {
    "beside the only configured folder": (
        {**IN_A, "b/policy.yaml": B},
        {"b/policy.yaml": B2},
        "a",
    ),
    "not in the folder that the configuration names": (
        {"delibctl.toml": "policy = 'a'\n", "a/policy.yaml": A, "b/policy.yaml": B},
        {"b/policy.yaml": B2},
        ".",
    ),
    "with a configuration that the branch adds": (
        {**IN_A, "b/policy.yaml": B},
        {"b/policy.yaml": B2, "b/delibctl.toml": CONFIGURED},
        "a",
    ),
    "removed": ({**IN_A, "b/policy.yaml": B}, {"b/policy.yaml": None}, "a"),
    "new": (IN_A, {"b/policy.yaml": B}, "a"),
}


@pytest.mark.parametrize("name", NOBODYS)
def test_a_changed_policy_that_no_configuration_is_for_is_undecided(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    done = checked(cli, tmp_path, *NOBODYS[name])

    assert done.code == 5, done.out + done.err
    assert "No verdict (b/policy.yaml), do not merge yet: " in done.out
    assert "so nothing checked it" in done.out


#: Base, branch, folder, and the verdict: what is judged, or is another's without doubt.
JUDGED: dict[str, tuple[dict[str, str], dict[str, str | None], str, int]] = {
    "in its own folder": (IN_A, {"a/policy.yaml": A2}, "a", 0),
    "another folder with a configuration of its own": (TWO, {"b/policy.yaml": B2}, "a", 0),
    "a new folder that brings its own configuration": (
        IN_A,
        {"b/policy.yaml": B, "b/delibctl.toml": CONFIGURED},
        "a",
        0,
    ),
    "unchanged beside what changed": ({**AT_ROOT, **IN_A}, {"policy.yaml": B2}, ".", 0),
    "nothing of a policy": (IN_A, {"README": "Bye", "a/README": "Bye"}, ".", 0),
    "listed in elsewhere of the base": (
        {**AT_ROOT, **IN_A, "delibctl.toml": "ci.elsewhere = 'a'\n"},
        {"a/policy.yaml": A2},
        ".",
        0,
    ),
    "listed in elsewhere by the branch alone": (
        {**AT_ROOT, **IN_A},
        {"a/policy.yaml": A2, "delibctl.toml": "ci.elsewhere = 'a'\n"},
        ".",
        5,
    ),
    "elsewhere is no name that only begins alike": (
        {**AT_ROOT, **IN_A, "delibctl.toml": "ci.elsewhere = ['a/pol', 'b']\n"},
        {"a/policy.yaml": A2},
        ".",
        5,
    ),
    "cases that only our own configuration names": (
        {
            "delibctl.toml": "policy = 'p'\ncases = ['c/x.yaml']\n",
            "p/policy.yaml": A,
            "c/x.yaml": case_file("x", "a"),
        },
        {"c/x.yaml": case_file("y", "a")},
        ".",
        0,
    ),
    "a policy outside that our configuration names": (
        {"a/delibctl.toml": "policy = '../shared'\n", "shared/policy.yaml": A},
        {"shared/policy.yaml": A2},
        "a",
        0,
    ),
}


@pytest.mark.parametrize("name", JUDGED)
def test_what_is_judged_or_is_anothers_leaves_no_doubt(cli: Cli, tmp_path: Path, name: str) -> None:
    base, branch, folder, code = JUDGED[name]

    done = checked(cli, tmp_path, base, branch, folder)

    assert done.code == code, done.out + done.err


def test_a_configuration_that_the_branch_adds_takes_no_policy_out_of_the_check(
    cli: Cli, tmp_path: Path
) -> None:
    looser = A.replace("style: comply", "style: refuse"), A
    base = {"a/policy.yaml": looser[0]}

    done = checked(cli, tmp_path, base, {"a/policy.yaml": looser[1], "a/delibctl.toml": CONFIGURED})

    assert done.code == 1
    assert done.out.startswith("Failed, do not merge: ")
    assert "the configuration a/delibctl.toml, to which the policies of a belong" in done.out


def test_what_is_changed_or_accepted_beside_another_configuration_is_told_first(
    cli: Cli, tmp_path: Path
) -> None:
    changes = {"a/delibctl.toml": "repeats = 2\n", "a/accepted/a/changes.yaml": "approvals: []\n"}

    done = checked(cli, tmp_path, IN_A, changes)

    assert lines_of(done, "This branch changes", "- the conf", "- what is") == [
        "This branch changes what judges it, which applies only after the merge:",
        "- the configuration a/delibctl.toml, which this check does not use; `cd a && delibctl ci "
        "--base main --head HEAD` lists what",
        "- what is accepted beside a/delibctl.toml, which this check does not use; `cd a && "
        "delibctl ci --base main --head HEAD` does",
    ]


def test_a_sibling_with_a_configuration_is_named_in_a_note(cli: Cli, tmp_path: Path) -> None:
    done = checked(cli, tmp_path, TWO, {"b/policy.yaml": B2}, "a")

    assert lines_of(done, "- Note: `b/") == [
        "- Note: `b/policy.yaml` changed and belongs to `b/delibctl.toml`; `cd b && delibctl ci "
        "--base main --head HEAD` checks that"
    ]


def test_the_same_id_in_two_configurations_is_no_error(cli: Cli, tmp_path: Path) -> None:
    base = {**AT_ROOT, **IN_A, "policy.yaml": A}

    assert checked(cli, tmp_path, base, {"README": "Bye"}).code == 0
