"""`delibctl diff` where policies moved, broke and lost their cases."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import case_file, clause_file, git, policy_file

POLICY = policy_file("shop", ["in/*.yaml"], [])
BROKEN = POLICY.replace("title: T}", "title: T: a}")
STRICTER = POLICY.replace("style: comply", "style: refuse").replace("Explain", "Never explain")


def put(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def commit(root: Path, **texts: str) -> str:
    put(root, **texts)
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "more")
    return git(root, "rev-parse", "HEAD")[:9]


@pytest.fixture
def sound(tmp_path: Path) -> str:
    """The commit of a policy that is stricter than the one that follows."""
    return commit(tmp_path, p__policy=STRICTER, p__in__a=clause_file("a"))


def breaks_then_moves(root: Path) -> None:
    commit(root, p__policy=BROKEN)
    shutil.move(root / "p", root / "q")


def breaks_and_moves(root: Path) -> None:
    git(root, "mv", "p", "q")
    commit(root, q__policy=STRICTER.replace("title: T}", "title: T: a}"))


def breaks_and_moves_twice(root: Path) -> None:
    git(root, "mv", "p", "r")
    commit(root, r__policy=STRICTER.replace("title: T}", "title: T: a}"))
    shutil.move(root / "r", root / "q")


@pytest.mark.parametrize("move", [breaks_then_moves, breaks_and_moves, breaks_and_moves_twice])
def test_a_base_that_broke_and_moved_is_compared_as_it_last_was_sound(
    cli: Cli, tmp_path: Path, sound: str, move: Callable[[Path], None]
) -> None:
    move(tmp_path)
    put(tmp_path, q__policy=POLICY)

    for path in ("q", "q/policy.yaml", "."):
        done = cli("diff", path, "--against", "HEAD", "--fail-on", "loosens")
        assert done.code == 1, done.out + done.err
        assert "style changed from refuse to comply" in done.out
        assert "note: the policy in HEAD does not parse: HEAD:" in done.err
        assert f"with the last version that does: p/policy.yaml of {sound}" in done.err


def test_a_base_that_moved_with_a_broken_fragment_is_compared_as_it_last_was_sound(
    cli: Cli, tmp_path: Path, sound: str
) -> None:
    commit(tmp_path, p__in__a="categories: [\n")
    shutil.move(tmp_path / "p", tmp_path / "q")
    put(tmp_path, q__in__a=clause_file("a").replace("fully", "partly"))

    done = cli("diff", "q", "--against", "HEAD")

    assert "wording changed: 'fully' became 'partly'" in done.out
    assert f"the last version that does: p/in/a.yaml of {sound}" in done.err


def test_a_copy_is_no_earlier_version_of_a_broken_policy(
    cli: Cli, tmp_path: Path, sound: str
) -> None:
    """git follows a file to the one it was copied from, which is another policy."""
    other = POLICY.replace("shop", "other")
    commit(tmp_path, q__policy=other.replace("title: T}", "title: T: a}"))
    put(tmp_path, q__policy=other.replace("in/*", "../p/in/*"))

    done = cli("diff", "q", "--against", "HEAD")

    assert "T (other): new\n" in done.out
    assert "no earlier version does, so everything in it is new" in done.err


def test_a_broken_policy_elsewhere_says_nothing_about_one_that_moved(
    cli: Cli, tmp_path: Path, sound: str
) -> None:
    commit(tmp_path, z__policy=BROKEN.replace("shop", "shop-2"))
    shutil.move(tmp_path / "p", tmp_path / "q")

    done = cli("diff", "q", "--against", "HEAD", "--fail-on", "loosens")

    assert (done.code, done.out, "parse" in done.err) == (0, "No changes.\n", False)


@pytest.mark.parametrize("name", ["p/policy.yaml", "p/in/a.yaml"])
def test_a_base_with_a_broken_link_is_compared_with_the_file_that_it_was(
    cli: Cli, tmp_path: Path, sound: str, name: str
) -> None:
    text = (tmp_path / name).read_text()
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("gone")
    commit(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).write_text(text)

    for path in ("p", "p/policy.yaml", "."):
        done = cli("diff", path, "--against", "HEAD", "--fail-on", "loosens")
        assert (done.code, done.out) == (0, "No changes.\n"), done.err
        assert f"note: HEAD:{name} is a link to 'gone', which does not exist; compared with" in (
            done.err
        )
        assert f"the last version that is a file: {name} of {sound}" in done.err

    (tmp_path / name).write_text(text.replace("refuse", "comply").replace("fully", "partly"))
    assert "No changes." not in cli("diff", "p", "--against", "HEAD").out


# Cases that disappear


def delete(root: Path) -> None:
    (root / "cases.yaml").unlink()


def name_another(root: Path) -> None:
    put(root, policy=policy_file("shop", [], ["made.yaml"]), made=case_file("made", "shop"))


def rename(root: Path) -> None:
    put(root, cases=case_file("new-one", "shop"))


@pytest.mark.parametrize("change", [delete, name_another, rename])
def test_cases_that_disappear_are_changes(
    cli: Cli, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    commit(tmp_path, policy=policy_file("shop", [], []), cases=case_file("one", "shop"))
    change(tmp_path)

    done = cli("diff", ".", "--against", "HEAD")

    assert "one  BRK038 case-removed, breaking\n    case removed; it expected" in done.out


def test_cases_that_move_or_come_are_not_gone(cli: Cli, tmp_path: Path) -> None:
    commit(tmp_path, policy=policy_file("shop", [], []), cases=case_file("one", "shop"))
    (tmp_path / "cases.yaml").unlink()
    put(tmp_path, cases__a=case_file("one", "shop"), cases__b=case_file("two", "shop"))

    assert "BRK038" not in cli("diff", ".", "--against", "HEAD").out


def test_each_of_many_cases_that_disappear_is_a_change(cli: Cli, tmp_path: Path) -> None:
    texts = {f"cases__{name}": case_file(name, "shop") for name in "abcde"}
    commit(tmp_path, policy=policy_file("shop", [], []), **texts)
    shutil.rmtree(tmp_path / "cases")

    done = cli("diff", ".", "--against", "HEAD")

    assert done.out.startswith("5 changes: 5 of what is tested; 5 breaking under profile behavior;")
    assert done.out.count("case removed; it expected comply and shop-own.x") == 5
