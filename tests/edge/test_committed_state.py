"""Runs and answers that git tracks are refused as state: a branch must not bring its answers."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.example_run import example_run
from support.repositories import git
from support.run_files import keep

from delibctl.edge.run_file.committed import (
    note_on_committed_run,
    stop_at_committed_run,
    stop_at_committed_state,
)
from delibctl.edge.run_file.run_file import RunFile, load_run
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    git(root, "init", "-q")
    return root


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def staged(repo: Path) -> Path:
    write(repo / "run.sqlite")
    git(repo, "add", "run.sqlite")
    return repo / "run.sqlite"


def committed(repo: Path) -> Path:
    path = staged(repo)
    git(repo, "commit", "-qm", "one")
    return path


def committed_and_changed(repo: Path) -> Path:
    return write(committed(repo), "y")


def only_intended(repo: Path) -> Path:
    write(repo / "run.sqlite")
    git(repo, "add", "-N", "run.sqlite")
    return repo / "run.sqlite"


def ignored_but_forced(repo: Path) -> Path:
    write(repo / ".gitignore", "*.sqlite\n")
    write(repo / "run.sqlite")
    git(repo, "add", "-f", "run.sqlite")
    return repo / "run.sqlite"


def assumed_unchanged(repo: Path) -> Path:
    path = committed(repo)
    git(repo, "update-index", "--skip-worktree", "run.sqlite")
    return path


def log_beside(repo: Path) -> Path:
    """SQLite reads the log that a branch puts beside a database of the user."""
    write(repo / "run.sqlite-wal")
    git(repo, "add", "run.sqlite-wal")
    return write(repo / "run.sqlite")


def log_alone(repo: Path) -> Path:
    write(repo / "run.sqlite-journal")
    git(repo, "add", "run.sqlite-journal")
    return repo / "run.sqlite"


def tracked_link(repo: Path) -> Path:
    write(repo.parent / "mine.sqlite")
    (repo / "run.sqlite").symlink_to("../mine.sqlite")
    git(repo, "add", "run.sqlite")
    return repo / "run.sqlite"


def link_to_tracked(repo: Path) -> Path:
    write(repo / "data.bin")
    git(repo, "add", "data.bin")
    (repo.parent / "run.sqlite").symlink_to(repo / "data.bin")
    return repo.parent / "run.sqlite"


def below_tracked_link(repo: Path) -> Path:
    write(repo.parent / "elsewhere" / "run.sqlite")
    (repo / "out").symlink_to("../elsewhere")
    git(repo, "add", "out")
    return repo / "out" / "run.sqlite"


def in_a_submodule(repo: Path) -> Path:
    other = repo.parent / "other"
    other.mkdir()
    git(other, "init", "-q")
    committed(other)
    git(repo, "submodule", "--quiet", "add", str(other), "sub")
    return repo / "sub" / "run.sqlite"


def named_with_wildcards(repo: Path) -> Path:
    write(repo / "a[1]*.sqlite")
    git(repo, "add", ":(literal)a[1]*.sqlite")
    return repo / "a[1]*.sqlite"


TRACKED = [
    staged,
    committed,
    committed_and_changed,
    only_intended,
    ignored_but_forced,
    assumed_unchanged,
    log_beside,
    log_alone,
    tracked_link,
    link_to_tracked,
    below_tracked_link,
    in_a_submodule,
    named_with_wildcards,
]


@pytest.mark.parametrize("made", TRACKED, ids=lambda made: made.__name__)
def test_a_run_file_that_git_tracks_is_not_continued(
    repo: Path, made: Callable[[Path], Path]
) -> None:
    path = made(repo)

    with pytest.raises(DelibctlError) as raised:
        stop_at_committed_run(path)

    name = raised.value.what.removeprefix("git tracks ").partition(", and whoever")[0]
    tracked = [*git(repo, "ls-files", "-z").split("\0"), "run.sqlite"]
    assert name in tracked
    assert raised.value.where == str(path)
    assert "take this one out of git: git rm --cached" in raised.value.next
    assert note_on_committed_run(path).startswith(f"git tracks {name}, so these answers are what")


def beside_a_tracked_one(repo: Path) -> Path:
    committed(repo)
    return write(repo / "run2.sqlite")


def taken_out_of_git(repo: Path) -> Path:
    path = committed(repo)
    git(repo, "rm", "-q", "--cached", "run.sqlite")
    return path


def in_another_case(repo: Path) -> Path:
    """Where the file system tells the two names apart."""
    write(repo / "RUN.sqlite")
    git(repo, "add", "RUN.sqlite")
    return write(repo / "run.sqlite")


def not_yet_there(repo: Path) -> Path:
    return repo / "new" / "run.sqlite"


def outside(repo: Path) -> Path:
    return write(repo.parent / "run.sqlite")


def own_link(repo: Path) -> Path:
    write(repo.parent / "mine.sqlite")
    (repo / "run.sqlite").symlink_to("../mine.sqlite")
    return repo / "run.sqlite"


UNTRACKED = [
    beside_a_tracked_one,
    taken_out_of_git,
    in_another_case,
    not_yet_there,
    outside,
    own_link,
]


@pytest.mark.parametrize("made", UNTRACKED, ids=lambda made: made.__name__)
def test_any_other_run_file_is_continued(repo: Path, made: Callable[[Path], Path]) -> None:
    path = made(repo)

    stop_at_committed_run(path)

    assert note_on_committed_run(path) == ""


@pytest.mark.parametrize(
    "name", ["answers.sqlite", "answers.sqlite-wal", "runs/a.sqlite", "notes.txt"]
)
def test_a_state_folder_is_refused_if_git_tracks_anything_of_it(repo: Path, name: str) -> None:
    write(repo / ".delibctl" / name)
    git(repo, "add", "-f", ".")
    state = StateFolder(repo / ".delibctl")

    for use in (lambda: state.answers, state.runs, lambda: state.find("@last")):
        with pytest.raises(DelibctlError, match=rf": git tracks \.delibctl/{name}, and") as raised:
            use()
        assert raised.value.next.endswith(f"git rm -r --cached .delibctl/{name}")

    git(repo, "rm", "-rq", "--cached", ".delibctl")
    assert state.answers == repo / ".delibctl" / "answers.sqlite"


@pytest.mark.parametrize("link", [".delibctl", ".delibctl/answers.sqlite", ".delibctl/runs"])
def test_a_link_of_the_branch_is_not_followed_to_state(repo: Path, link: str) -> None:
    (repo / link).parent.mkdir(exist_ok=True)
    (repo / link).symlink_to(repo.parent)
    git(repo, "add", "-f", ".")

    with pytest.raises(DelibctlError, match=rf": git tracks {link}, and"):
        stop_at_committed_state(repo / ".delibctl")


def test_state_that_git_ignores_is_used_and_so_is_a_folder_with_its_gitignore(repo: Path) -> None:
    write(repo / ".delibctl" / ".gitignore", "*\n!.gitignore\n")
    answers = write(repo / ".delibctl" / "answers.sqlite")
    git(repo, "add", ".")

    assert StateFolder(repo / ".delibctl").answers == answers
    assert StateFolder(repo / "none").runs() == []


def test_a_restarted_run_has_only_new_trials(tmp_path: Path) -> None:
    run = example_run()
    path = keep(tmp_path, 1, run)
    info = replace(load_run(path).info, started="2026-02-01T00:00:00Z", refresh=True)
    first, *others = run.trials
    with closing(RunFile.open(path)) as file:
        assert file.trial_keys(refresh=True) == set()
        file.restart(replace(info, finished=False), [trial.key for trial in run.trials])
        file.store(first)

    assert load_run(path).trials == (first,)
    with closing(RunFile.open(path)) as file:
        # Interrupted, it goes on where it stopped.
        assert file.trial_keys(refresh=True) == {first.key}
        for trial in others:
            file.store(trial)
        file.finish()
    assert load_run(path).info == replace(info, finished=True)
