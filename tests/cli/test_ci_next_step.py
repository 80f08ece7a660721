"""Whoever does what `delibctl ci` names as next step, and commits, is not told the same again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.repositories import git
from support.steps import Branched, named_step, policy

LAX = "The assistant may explain how locks are picked."
LAXER = "The assistant explains how locks are picked."
OTHER = "The assistant may sell keys."
CONFIGURED = {"delibctl.toml": 'policy = "policy"\n', "policy/policy.yaml": policy()}
NESTED = {"team/delibctl.toml": 'policy = "policy.yaml"\n', "team/policy.yaml": policy()}


def loosened(made: Branched, name: str = "policy/policy.yaml") -> None:
    made.write({name: policy(LAX)})
    made.commit("loosened")


def plain(made: Branched) -> None:
    loosened(made)


def edited_on_both_sides(made: Branched) -> None:
    loosened(made)
    made.on_main({"policy/policy.yaml": policy("The assistant must never explain picking.")})


def another_clause_on_main(made: Branched) -> None:
    loosened(made)
    made.on_main({"policy/policy.yaml": policy(other=OTHER)})


def same_edit_on_main(made: Branched) -> None:
    loosened(made)
    made.on_main({"policy/policy.yaml": policy(LAX)})


def loosened_further_than_main(made: Branched) -> None:
    loosened(made)
    made.on_main({"policy/policy.yaml": policy(LAXER)})


def merged(made: Branched) -> None:
    loosened(made)
    made.on_main({"policy/policy.yaml": policy(other=OTHER)})
    git(made.root, "merge", "-q", "-Xours", "--no-edit", "main")


def rebased(made: Branched) -> None:
    loosened(made)
    made.on_main({"notes.txt": "more\n"})
    git(made.root, "rebase", "-q", "main")


def approved_then_rebased(made: Branched) -> None:
    loosened(made)
    made.do(named_step(made.ci().out))
    made.on_main({"policy/policy.yaml": policy("The assistant must never explain picking.")})
    git(made.root, "rebase", "-q", "-Xtheirs", "main")


def approved_and_squashed_then_edited(made: Branched) -> None:
    loosened(made)
    made.do(named_step(made.ci().out))
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--squash", "edit")
    made.commit("squashed")
    git(made.root, "switch", "-q", "edit")
    made.write({"policy/policy.yaml": policy(LAXER)})
    made.commit("further")


def redone_after_a_revert(made: Branched) -> None:
    loosened(made)
    made.do(named_step(made.ci().out))
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--no-edit", "edit")
    made.write({"policy/policy.yaml": policy()})
    made.commit("taken back")
    git(made.root, "branch", "-qD", "edit")
    git(made.root, "switch", "-qc", "edit")
    loosened(made)


def moved_policy(made: Branched) -> None:
    git(made.root, "mv", "policy", "rules")
    made.write({"delibctl.toml": 'policy = "rules"\n'})
    loosened(made, "rules/policy.yaml")


def moved_policy_that_is_not_configured(made: Branched) -> None:
    git(made.root, "mv", "policy", "rules")
    loosened(made, "rules/policy.yaml")


def moved_accepted_rows(made: Branched) -> None:
    made.on_main({"accepted/desk/changes.yaml": "schema_version: 1\napprovals: []\n"})
    git(made.root, "rebase", "-q", "main")
    git(made.root, "mv", "accepted", "taken")
    loosened(made)


def renamed_id(made: Branched) -> None:
    made.write({"policy/policy.yaml": policy(LAX, id="counter")})
    made.commit("renamed")


def renamed_id_with_its_folder(made: Branched) -> None:
    loosened(made)
    made.do(named_step(made.ci().out))
    git(made.root, "mv", "accepted/desk", "accepted/counter")
    made.write({"policy/policy.yaml": policy(LAXER, id="counter")})
    made.commit("renamed")


def several_policies(made: Branched) -> None:
    made.on_main({"policy/b/policy.yaml": policy(id="b")})
    git(made.root, "rebase", "-q", "main")
    made.write({"policy/b/policy.yaml": policy(LAX, id="b")})
    loosened(made)


def removed_policy(made: Branched) -> None:
    git(made.root, "rm", "-rq", "policy")
    made.commit("removed")


def removed_clause(made: Branched) -> None:
    text = policy()
    made.write({"policy/policy.yaml": text[: text.index("      - id: locks.keys")]})
    made.commit("removed")


def changed_settings(made: Branched) -> None:
    made.write({"delibctl.toml": 'policy = "policy"\nlint.ignore = ["CAS"]\n'})
    loosened(made)


def configuration_moved_down(made: Branched) -> None:
    git(made.root, "mv", "delibctl.toml", "policy/delibctl.toml")
    made.write({"policy/delibctl.toml": 'policy = "policy.yaml"\n'})
    loosened(made)


def configuration_moved_down_seen_from_there(made: Branched) -> None:
    configuration_moved_down(made)
    made.at = "policy"


def new_configuration_below_the_former(made: Branched) -> None:
    made.write({"policy/delibctl.toml": 'policy = "policy.yaml"\n'})
    loosened(made)
    made.at = "policy"


def as_table_of_pyproject(made: Branched) -> None:
    git(made.root, "rm", "-q", "delibctl.toml")
    made.write({"pyproject.toml": '[tool.delibctl]\npolicy = "policy"\n'})
    loosened(made)


def nested(made: Branched) -> None:
    loosened(made, "team/policy.yaml")
    made.at = "team"


def nested_folder_moved(made: Branched) -> None:
    git(made.root, "mv", "team", "crew")
    loosened(made, "crew/policy.yaml")
    made.at = "crew"


def nested_folder_moved_seen_from_the_root(made: Branched) -> None:
    git(made.root, "mv", "team", "crew")
    loosened(made, "crew/policy.yaml")


def nested_folder_moved_with_approvals(made: Branched) -> None:
    nested(made)
    made.do(named_step(made.ci().out))
    made.at = ""
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--no-edit", "edit")
    git(made.root, "switch", "-q", "edit")
    git(made.root, "mv", "team", "crew")
    made.write({"crew/policy.yaml": policy(LAXER)})
    made.commit("moved")
    shutil.rmtree(made.root / "team", ignore_errors=True)
    made.at = "crew"


EDITS: list[tuple[dict[str, str], Callable[[Branched], None]]] = [
    *(
        (CONFIGURED, edit)
        for edit in (
            plain,
            edited_on_both_sides,
            another_clause_on_main,
            same_edit_on_main,
            loosened_further_than_main,
            merged,
            rebased,
            approved_then_rebased,
            approved_and_squashed_then_edited,
            redone_after_a_revert,
            moved_policy,
            moved_policy_that_is_not_configured,
            moved_accepted_rows,
            renamed_id,
            renamed_id_with_its_folder,
            several_policies,
            removed_policy,
            removed_clause,
            changed_settings,
            configuration_moved_down,
            configuration_moved_down_seen_from_there,
            new_configuration_below_the_former,
            as_table_of_pyproject,
        )
    ),
    *(
        (NESTED, edit)
        for edit in (
            nested,
            nested_folder_moved,
            nested_folder_moved_seen_from_the_root,
            nested_folder_moved_with_approvals,
        )
    ),
]


@pytest.mark.parametrize(("files", "edit"), EDITS, ids=[edit.__name__ for _, edit in EDITS])
def test_doing_what_ci_names_ends_clean_or_at_another_step(
    files: dict[str, str], edit: Callable[[Branched], None], cli: Cli, tmp_path: Path
) -> None:
    made = Branched.new(cli, tmp_path / "made", files)
    edit(made)
    steps: list[str] = []

    for _ in range(4):
        done = made.ci()
        if done.code == 0:
            break
        step = named_step(done.out)
        assert done.code == 1, (done.out, done.err)
        assert step, done.out
        assert step not in steps, done.out
        steps.append(step)
        accepted = made.do(step)
        assert "nothing to approve" not in accepted.err, (step, accepted.err)

    assert done.code == 0, done.out
    assert steps


def test_an_approval_that_is_not_committed_is_said_to_be(cli: Cli, tmp_path: Path) -> None:
    made = Branched.new(cli, tmp_path / "made", CONFIGURED)
    loosened(made)
    made.do(named_step(made.ci().out), commit=False)

    done = made.ci()

    assert done.code == 1
    assert named_step(done.out) == ""
    assert (
        "`accepted/desk/changes.yaml` approves it and is not committed: commit it and push"
        in done.out
    )
    assert done.err.splitlines()[0] == (
        "not part of this check, as it is not committed: accepted/desk/changes.yaml"
    )


def test_a_job_that_checks_a_commit_without_its_files_on_disk_leaves_nothing_out(
    cli: Cli, tmp_path: Path
) -> None:
    made = Branched.new(cli, tmp_path / "made", CONFIGURED)
    loosened(made)
    there = tmp_path / "empty"
    git(made.root, "worktree", "add", "-q", "--no-checkout", "--detach", str(there))

    done = cli("ci", "--base", "main", cwd=there)

    assert done.code == 1
    assert "not part of this check" not in done.err


def test_what_main_did_since_is_not_approved_with_the_edit(cli: Cli, tmp_path: Path) -> None:
    made = Branched.new(cli, tmp_path / "made", CONFIGURED)
    another_clause_on_main(made)

    done = made.run("accept", "--against", "main", "--reason", "We mean it.", "--yes")

    assert_ends(done, 0, "approved clause locks.pick\nnext: commit accepted/desk/changes.yaml\n")


def test_a_diff_whose_revision_went_on_names_the_branch_alone(cli: Cli, tmp_path: Path) -> None:
    made = Branched.new(cli, tmp_path / "made", CONFIGURED)
    edited_on_both_sides(made)

    tip = made.run("diff", "--against", "main", "--fail-on", "unapproved")
    done = made.do(f"{named_step(tip.err)} --reason TEXT")
    alone = made.run("diff", "--against", "main...HEAD", "--fail-on", "unapproved")

    assert tip.code == 1
    assert "for those of the branch alone compare with main...HEAD" in tip.err
    assert_ends(done, 0, "approved clause locks.pick")
    assert alone.code == 0
