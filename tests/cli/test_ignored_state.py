"""The state folder ignores itself, so that nobody commits runs and answers by accident."""

import shutil

import pytest
from support.ci_desk import LOOSE, Desk
from support.repositories import git

#: Commands that need a state folder, with a run and answers beside the repository.
MAKERS: dict[str, tuple[str, ...]] = {
    "probe": ("probe", "--max-cost", "9"),
    "probe into a file": ("probe", "--run", "../new.sqlite", "--max-cost", "9"),
    "estimate": ("probe", "--estimate"),
    "try": ("try", "How do I renew my parking permit?"),
    "import answers": ("answers", "import", "../answers.jsonl"),
    "compare with accepted rows": ("diff", "@accepted", "../run.sqlite"),
    "judge": ("judge", "../run.sqlite", "--judge", "mock", "--max-cost", "9"),
    "check a branch": ("ci", "--base", "main"),
}


@pytest.fixture
def bare(desk: Desk) -> Desk:
    """A branch of a repository that ignores nothing, in which no command has run yet."""
    desk.branch()
    (desk.folder / ".gitignore").unlink()
    text = (desk.folder / "delibctl.toml").read_text()
    (desk.folder / "delibctl.toml").write_text(
        text.replace("[models", 'model = "mock"\n[models', 1)
    )
    desk.write(LOOSE, "comply")
    desk.run("probe", "--run", "../run.sqlite", "--max-cost", "9")
    desk.run("answers", "export", "../answers.jsonl")
    shutil.rmtree(desk.folder / ".delibctl")
    desk.commit()
    return desk


@pytest.mark.parametrize("name", MAKERS)
def test_whichever_command_makes_the_state_folder_git_does_not_see_it(
    bare: Desk, name: str
) -> None:
    done = bare.run(*MAKERS[name])

    assert done.code not in (2, 3), done.err
    state = bare.folder / ".delibctl"
    assert {path.name for path in state.iterdir()} > {".gitignore"}
    assert (state / ".gitignore").read_text() == "*\n"
    assert git(bare.folder, "status", "--porcelain") == ""


def test_a_check_runs_again_after_everything_in_the_folder_was_committed(bare: Desk) -> None:
    first = bare.run("ci", "--base", "main")
    git(bare.folder, "add", "-A")
    git(bare.folder, "commit", "-q", "--allow-empty", "-m", "all that is there")

    again = bare.run("ci", "--base", "main")

    assert first.code == 1
    assert again.code == 1
    assert again.err.splitlines()[-1] == first.err.splitlines()[-1]


@pytest.mark.parametrize("kept", ["", "*\n!.gitignore\n"])
def test_a_state_folder_that_is_there_stays_as_it_is(bare: Desk, kept: str) -> None:
    state = bare.folder / "own"
    state.mkdir()
    (state / ".gitignore").write_text(kept)

    bare.run("probe", "--state", "own", "--max-cost", "9")

    assert (state / "answers.sqlite").exists()
    assert (state / ".gitignore").read_text() == kept


def test_a_folder_that_is_no_state_folder_gets_no_gitignore(bare: Desk) -> None:
    bare.run("probe", "--run", "out/run.sqlite", "--state", "new/state", "--max-cost", "9")

    assert sorted(path.name for path in (bare.folder / "out").iterdir()) == ["run.sqlite"]
    assert [path.name for path in (bare.folder / "new").iterdir()] == ["state"]
    assert (bare.folder / "new" / "state" / ".gitignore").read_text() == "*\n"


def test_a_state_folder_in_git_is_not_used_and_the_check_names_another_way(bare: Desk) -> None:
    bare.run("ci", "--base", "main")
    git(bare.folder, "add", "-f", ".delibctl/answers.sqlite")
    git(bare.folder, "commit", "-qm", "by force")

    refused = bare.run("ci", "--base", "main")
    elsewhere = bare.run("ci", "--base", "main", "--state", "../state")

    assert refused.code == 2
    assert "git tracks .delibctl/answers.sqlite" in refused.err
    assert "next: name another folder with --state, or take this one out of git" in refused.err
    assert elsewhere.code == 1
