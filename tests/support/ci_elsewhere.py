"""A repository with policies of several configurations, and the check of a branch of it."""

from collections.abc import Mapping
from pathlib import Path

from support.command import Cli, Done
from support.repositories import case_file, git, policy_file

CONFIGURED = "model = 'baseline'\n"


def a_policy(name: str) -> str:
    return policy_file(name, [], [])


def commit(root: Path, files: Mapping[str, str | None], message: str) -> None:
    """Commit files; None removes one."""
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def checked(
    cli: Cli,
    root: Path,
    base: Mapping[str, str | None],
    branch: Mapping[str, str | None],
    folder: str = ".",
) -> Done:
    """Check a branch of a new repository, from one of its folders."""
    git(root, "init", "-q", "-b", "main")
    commit(root, {"README": "Hello", **base}, "base")
    git(root, "switch", "-qc", "branch")
    commit(root, branch, "branch")
    (root / folder).mkdir(exist_ok=True, parents=True)
    words = ("ci", "--base", "main", "--state", root.parent / "state", "--format", "text")
    return cli(*words, cwd=root / folder, CI="true", COLUMNS="1000")


A, B = a_policy("a"), a_policy("b")
A2, B2 = (text.replace("1.0.0", "1.0.1") for text in (A, B))
IN_A = {"a/delibctl.toml": CONFIGURED, "a/policy.yaml": A, "a/cases.yaml": case_file("x", "a")}
TWO = {**IN_A, "b/delibctl.toml": CONFIGURED, "b/policy.yaml": B}
AT_ROOT = {"delibctl.toml": CONFIGURED, "policy.yaml": B}
