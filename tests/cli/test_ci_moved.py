"""`delibctl ci` where a branch moves a policy, its configuration, or both."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.ci_desk import lines_of
from support.command import Cli, Done, assert_ends
from support.repositories import case_file, git, policy_file

CONFIGURED = 'model = "baseline"\nrepeats = 1\n[ci]\nmodels = ["baseline"]\n'
NAMING = 'policy = "policy.yaml"\ncases = ["cases.yaml"]\n' + CONFIGURED
STRICT = policy_file("shop", [], []).replace("style: comply", "style: refuse")
LOOSE = policy_file("shop", [], [])
FILES = ("delibctl.toml", "policy.yaml", "cases.yaml", "accepted")

#: The folder of the configuration and the policy before and after.
MOVES = {
    "to another folder": ("policies/a", "guidelines/b"),
    "to a folder beside it": ("a", "b"),
    "to the root": ("a", "."),
    "from the root": (".", "a"),
    "deeper": ("a", "a/b"),
    "up": ("a/b", "a"),
}
move_table = pytest.mark.parametrize(("old", "new"), MOVES.values(), ids=MOVES.keys())


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def commit(root: Path, message: str = "more") -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def repository(root: Path, folders: Mapping[str, str]) -> Path:
    """Make a repository with a policy in each folder, by its configuration; and a branch."""
    git(root, "init", "-q", "-b", "main")
    # Each commit of a person, as `accept` asks for one.
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    write(root, {"README": "Hello", ".gitignore": ".delibctl/\n"})
    for folder, configuration in folders.items():
        texts = (configuration, STRICT, case_file("one", "shop"))
        write(root / folder, dict(zip(FILES, texts, strict=False)))
    commit(root)
    git(root, "switch", "-qc", "branch")
    return root


def move(root: Path, old: str, new: str, files: tuple[str, ...] = FILES) -> None:
    (root / new).mkdir(parents=True, exist_ok=True)
    for name in files:
        if (root / old / name).exists():
            git(root, "mv", f"{old}/{name}", f"{new}/{name}")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def check(cli: Cli, root: Path, folder: str, *options: str) -> Done:
    """Check the branch as the job of a folder does: in an empty tree."""
    tree = root.parent / f"tree {folder.replace('/', ' ')}"
    if not tree.exists():
        git(root, "worktree", "add", "-q", "--no-checkout", "--detach", str(tree))
    (tree / folder).mkdir(parents=True, exist_ok=True)
    state = root.parent / f"state {folder.replace('/', ' ')}"
    words = ("ci", "--base", "main", "--head", "branch", "--state", state, "--format", "text")
    return cli(*words, *options, cwd=tree / folder, CI="true", COLUMNS="1000")


def agreed(cli: Cli, root: Path, old: str, new: str, *options: str) -> Done:
    """Check the branch from the former and from the new place, which must say the same."""
    was, is_now = (check(cli, root, folder, *options) for folder in (old, new))
    assert (was.code, was.out) == (is_now.code, is_now.out)
    return is_now


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "repository"


def named(folder: str, file: str) -> str:
    return file if folder == "." else f"{folder}/{file}"


@pytest.mark.parametrize("configuration", [CONFIGURED, NAMING], ids=["plain", "with paths"])
@move_table
def test_a_pure_move_needs_no_approval_and_is_told(
    cli: Cli, root: Path, old: str, new: str, configuration: str
) -> None:
    root.mkdir()
    repository(root, {old: configuration})
    move(root, old, new)
    commit(root)

    done = agreed(cli, root, old, new)

    assert done.code == 0, done.out
    assert done.out.startswith("Passed, you can merge: ")
    was, is_now = named(old, "delibctl.toml"), named(new, "delibctl.toml")
    (told,) = lines_of(done, "- the conf")
    assert told.startswith(f"- the configuration moved from {was} to {is_now}; its job has to ")
    assert f"{named(new, 'policy.yaml')}, moved from {named(old, 'policy.yaml')}" in done.out


@move_table
def test_a_move_with_a_changed_setting_is_approved_once_for_both_places(
    cli: Cli, root: Path, old: str, new: str
) -> None:
    root.mkdir()
    repository(root, {old: NAMING})
    move(root, old, new)
    edit(root / new / "delibctl.toml", "repeats = 1", "repeats = 2")
    commit(root)

    before = agreed(cli, root, old, new)

    assert before.code == 1
    assert lines_of(before, "Failed", "- rep") == [
        "Failed, do not merge: the edit changes setting repeats (setting changed), and nobody "
        "approved that.",
        "- repeats from 1 to 2",
    ]
    approve(cli, root, new)
    assert_ends(agreed(cli, root, old, new), 0, "")


@move_table
def test_a_move_with_a_loosened_clause_is_approved_once_for_both_places(
    cli: Cli, root: Path, old: str, new: str
) -> None:
    root.mkdir()
    repository(root, {old: CONFIGURED})
    move(root, old, new)
    (root / new / "policy.yaml").write_text(LOOSE)
    commit(root)

    before = agreed(cli, root, old, new)

    assert before.code == 1
    assert before.out.startswith(
        "Failed, do not merge: the edit loosens clause shop-own.x, and nobody approved that"
    )
    approve(cli, root, new)
    assert "This branch approves 1 change." in agreed(cli, root, old, new).out
    after = agreed(cli, root, old, new, "--untrusted")
    assert after.code == 5, after.out
    assert "That does not count before it is in the base" in after.out


def approve(cli: Cli, root: Path, folder: str) -> None:
    words = ("accept", "policy.yaml", "--against", "main", "--reason", "Meant.", "--yes")
    assert_ends(cli(*words, cwd=root / folder), 0, "approved ")
    commit(root, "approve")


@move_table
def test_accepted_rows_that_move_along_still_count(
    cli: Cli, root: Path, old: str, new: str
) -> None:
    root.mkdir()
    repository(root, {old: CONFIGURED})
    git(root, "switch", "-q", "main")
    assert cli("probe", "--model", "baseline", cwd=root / old).code == 0
    assert_ends(cli("accept", "--reason", "Right.", "--yes", cwd=root / old), 0, "accepted 1 row")
    commit(root, "rows")
    git(root, "switch", "-qC", "branch")
    move(root, old, new)
    commit(root)

    done = agreed(cli, root, old, new)

    assert_ends(done, 0, "1 other case is not affected: its accepted answer counts")
    assert "This branch accepts" not in done.out


@move_table
def test_no_setting_of_the_new_place_judges(cli: Cli, root: Path, old: str, new: str) -> None:
    root.mkdir()
    repository(root, {old: '[ci]\nmodels = ["baseline"]\napprovals = "base"\n'})
    move(root, old, new)
    (root / new / "policy.yaml").write_text(LOOSE)
    (root / new / "delibctl.toml").write_text('[lint]\nignore = ["ALL"]\n')
    commit(root)
    words = ("accept", "policy.yaml", "--against", "main", "--reason", "Meant.", "--yes")
    assert_ends(cli(*words, cwd=root / new), 0, "approved")
    commit(root)

    done = agreed(cli, root, old, new)

    assert done.code in (1, 5), done.out
    assert not done.out.startswith("Passed")
    assert "That does not count before it is in the base" in done.out
    assert '- ci.approvals no longer set; it was "base"' in done.out


def configuration_up(root: Path) -> None:
    move(root, "a", ".", ("delibctl.toml",))


def configuration_up_with_its_paths(root: Path) -> None:
    configuration_up(root)
    edit(root / "delibctl.toml", '"policy.yaml"', '"a/policy.yaml"')
    edit(root / "delibctl.toml", '"cases.yaml"', '"a/cases.yaml"')


#: The configuration of folder a, and what moves: the configuration alone, above its policy.
ALONE = {
    "without paths": (CONFIGURED, configuration_up),
    "with paths that stay": (NAMING, configuration_up_with_its_paths),
}


@pytest.mark.parametrize(("configuration", "moves"), ALONE.values(), ids=ALONE.keys())
def test_a_configuration_that_moves_above_its_policy_is_a_pure_move(
    cli: Cli, root: Path, configuration: str, moves: Callable[[Path], None]
) -> None:
    root.mkdir()
    repository(root, {"a": configuration})
    moves(root)
    commit(root)

    done = agreed(cli, root, "a", ".")

    assert_ends(done, 0, "")
    assert "the configuration moved from a/delibctl.toml to delibctl.toml" in done.out
    assert "moved from a/policy.yaml" not in done.out


def away_from_its_policy(root: Path) -> None:
    move(root, "a", "b", ("delibctl.toml",))


def to_another_policy(root: Path) -> None:
    away_from_its_policy(root)
    write(root, {"b/policy.yaml": STRICT})


def removed(root: Path) -> None:
    (root / "a" / "delibctl.toml").unlink()


def split(root: Path) -> None:
    move(root, "a", "b")
    (root / "a").mkdir(exist_ok=True)
    write(root, {"a/policy.yaml": STRICT})


@pytest.mark.parametrize("change", [away_from_its_policy, to_another_policy, removed, split])
def test_a_policy_that_loses_its_configuration_needs_an_approval(
    cli: Cli, root: Path, change: Callable[[Path], None]
) -> None:
    root.mkdir()
    repository(root, {"a": CONFIGURED})
    change(root)
    commit(root)

    done = check(cli, root, "a")

    assert done.code == 1, done.out
    assert "setting removed" in done.out
    assert "the configuration moved" not in done.out


def test_a_policy_that_moves_below_its_configuration_is_no_move_of_the_configuration(
    cli: Cli, root: Path
) -> None:
    root.mkdir()
    repository(root, {".": CONFIGURED})
    move(root, ".", "a", ("policy.yaml", "cases.yaml"))
    commit(root)

    done = agreed(cli, root, ".", "a")

    assert_ends(done, 0, "")
    assert "a/policy.yaml, moved from policy.yaml" in done.out
    assert "configuration" not in done.out


@pytest.mark.parametrize("first", ["a", "b/a"])
@pytest.mark.parametrize("id", ["shop", "other"])
def test_a_second_policy_with_its_own_configuration_is_new_and_blamed_for_no_other(
    cli: Cli, tmp_path: Path, first: str, id: str
) -> None:
    done = checked_second(cli, tmp_path, first, id)

    assert_ends(done, 0, f"the policy {id} is new, so there is nothing to approve")
    assert "min_citation_recall" not in done.out
    assert "moved" not in done.out


def test_below_a_configuration_a_second_policy_waits_for_the_base_and_has_not_moved(
    cli: Cli, tmp_path: Path
) -> None:
    done = checked_second(cli, tmp_path, ".", "shop")

    assert_ends(done, 5, "b/policy.yaml changed, and delibctl.toml does not name it")
    assert "min_citation_recall" not in done.out
    assert "moved" not in done.out


def checked_second(cli: Cli, tmp_path: Path, first: str, id: str) -> Done:
    """Check a second policy in a folder of its own, beside the first or below it."""
    (tmp_path / "r").mkdir()
    root = repository(tmp_path / "r", {first: NAMING + "[gates]\nmin_citation_recall = 0.1\n"})
    texts = (CONFIGURED, policy_file(id, [], []), case_file("one", id))
    write(root / "b", dict(zip(FILES, texts, strict=False)))
    commit(root)
    return check(cli, root, "b")
