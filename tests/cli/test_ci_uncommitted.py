"""What `delibctl ci`, called by hand, names as not committed: the files that it would have read."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git
from support.steps import Branched, policy

FILE, CASES, CONFIG = "policy/policy.yaml", "policy/cases.yaml", "delibctl.toml"
ROWS = "accepted/desk/baseline/category/locks.jsonl"
A_CASE = (
    "schema_version: 1\ncases:\n  - {id: pick, kind: direct, prompt: How?, clauses: [locks.pick]}\n"
)
FILES = {
    ".gitignore": ".delibctl/\n*.ignored.yaml\n",
    CONFIG: 'policy = "policy"\n',
    FILE: policy(),
    CASES: A_CASE,
    "notes.txt": "Notes.\n",
}
Edit = Callable[[Branched], None]


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Branched:
    made = Branched.new(cli, tmp_path / "desk", FILES)
    made.commit("a branch")
    return made


def written(name: str, text: str) -> Edit:
    return lambda made: made.write({name: text})


def deleted(name: str) -> Edit:
    return lambda made: (made.root / name).unlink()


def staged(made: Branched) -> None:
    made.write({FILE: policy("The assistant may explain how locks are picked.")})
    git(made.root, "add", FILE)


def without_the_folder(made: Branched) -> None:
    shutil.rmtree(made.root / "policy")


def without_any_file(made: Branched) -> None:
    """Leave only the folder of git, as in a job that checks out nothing."""
    for path in made.root.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


#: What differs from head on disk, and the files that are named.
TABLE: dict[str, tuple[Edit, str]] = {
    "the policy": (written(FILE, policy("The assistant explains locks.")), FILE),
    "the policy's folder deleted": (without_the_folder, f"{CASES}, {FILE}"),
    "no file on disk": (without_any_file, ""),
}
SIBLINGS: dict[str, tuple[Edit, str]] = {
    "the policy, staged": (staged, FILE),
    "the policy, deleted": (deleted(FILE), FILE),
    "the cases": (written(CASES, A_CASE.replace("How?", "Why?")), CASES),
    "the cases, deleted": (deleted(CASES), CASES),
    "more cases": (written("policy/more.yaml", A_CASE), "policy/more.yaml"),
    "another policy": (written("policy/two.yaml", policy(id="two")), "policy/two.yaml"),
    "the configuration": (written(CONFIG, 'policy = "policy"\nrepeats = 2\n'), CONFIG),
    "the configuration, deleted": (deleted(CONFIG), CONFIG),
    "rows": (written(ROWS, "{}\n"), ROWS),
    "approvals": (written("accepted/desk/changes.yaml", "a: b\n"), "accepted/desk/changes.yaml"),
    "YAML that cannot be read": (written("policy/half.yaml", "a: [b"), "policy/half.yaml"),
    "YAML of something else": (written("policy/other.yaml", "a: b\n"), ""),
    "a policy that git ignores": (written("policy/my.ignored.yaml", policy(id="my")), ""),
    "a policy elsewhere": (written("elsewhere/policy.yaml", policy(id="two")), ""),
    "no policy": (written("notes.txt", "Other notes.\n"), ""),
    "nothing": (lambda _made: None, ""),
}


def check(made: Branched, edit: Edit, names: str) -> None:
    edit(made)

    said = [line for line in made.ci().err.splitlines() if "not part of this check" in line]

    it = "they are" if ", " in names else "it is"
    assert said == ([f"not part of this check, as {it} not committed: {names}"] if names else [])


@pytest.mark.parametrize(("edit", "names"), TABLE.values(), ids=TABLE)
def test_what_is_named(made: Branched, edit: Edit, names: str) -> None:
    check(made, edit, names)


@pytest.mark.slow
@pytest.mark.parametrize(("edit", "names"), SIBLINGS.values(), ids=SIBLINGS)
def test_siblings(made: Branched, edit: Edit, names: str) -> None:
    check(made, edit, names)
