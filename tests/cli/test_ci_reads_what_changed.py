"""Beside its own policies, `delibctl ci` parses only what the branch can have changed a part of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.repositories import git

from delibctl.api.ci.branch import open_branch
from delibctl.api.ci.elsewhere import Elsewhere
from delibctl.compare.policies import Comparison
from delibctl.source import read

HEAD = "schema_version: 1\npolicy: {id: far, version: '1.0.0', title: Far}\n"
CATEGORY = (
    "id: locks\n    title: Locks\n    summary: About locks.\n    clauses:\n"
    "      - {id: locks.pick, title: Pick, style: refuse, text: The assistant must not.}\n"
)
WHOLE = f"{HEAD}categories:\n  - {CATEGORY}"
FRAGMENT = f"schema_version: 1\ncategories:\n  - {CATEGORY}"
CASES = "schema_version: 1\ncases:\n  - {id: a, kind: direct, prompt: Hi, clauses: [locks.pick]}\n"
OTHER = "kind: Service\nspec: {a: [1, 2]}\n"


def repository(root: Path, files: dict[str, str | bytes]) -> None:
    """A repository with these files, and some more of other programs, on the branch `edit`."""
    git(root, "init", "-q", "-b", "main")
    more: dict[str, str | bytes] = {f"services/s{n}/service.yaml": OTHER for n in range(9)}
    more |= {f"others/p{n}/policy.yaml": WHOLE.replace("far", f"p{n}") for n in range(9)}
    for name, content in (more | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    git(root, "switch", "-qc", "edit")


def changed_policies(root: Path) -> set[str]:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "edit")
    found = Elsewhere.of(open_branch(root, {}, "main", "edit"))
    return {verdict.path for verdict in found.verdicts(Comparison(policies=()))}


def escaped(text: str) -> str:
    return text.replace("policy:", '"pol\\u0069cy":')


#: The files of a policy, where its part that is edited is, and that it is found by.
PARTS: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "itself": ({"far/policy.yaml": WHOLE}, "far/policy.yaml", "far/policy.yaml"),
    "of any name": ({"far/rules.yml": WHOLE}, "far/rules.yml", "far/rules.yml"),
    "cases beside it": (
        {"far/policy.yaml": WHOLE, "far/cases.yaml": CASES},
        *("far/cases.yaml", "far/policy.yaml"),
    ),
    "cases in a folder": (
        {"far/policy.yaml": WHOLE, "far/cases/a.yaml": CASES},
        *("far/cases/a.yaml", "far/policy.yaml"),
    ),
    "a fragment far below": (
        {"far/policy.yaml": f"{HEAD}include: ['a/**/*.yaml']\n", "far/a/b/c.yaml": FRAGMENT},
        *("far/a/b/c.yaml", "far/policy.yaml"),
    ),
    "a fragment upward": (
        {"far/policy.yaml": f"{HEAD}include: [../shared/c.yaml]\n", "shared/c.yaml": FRAGMENT},
        *("shared/c.yaml", "far/policy.yaml"),
    ),
    "a fragment that no pattern spells": (
        {
            "far/policy.yaml": f'{HEAD}include: ["\\x2e./shared/c.yaml"]\n',
            "shared/c.yaml": FRAGMENT,
        },
        *("shared/c.yaml", "far/policy.yaml"),
    ),
    "with an escaped key": (
        {"far/rules.yaml": escaped(WHOLE), "far/cases.yaml": CASES},
        *("far/cases.yaml", "far/rules.yaml"),
    ),
    "in the root": (
        {"rules.yaml": f"{HEAD}include: [deep/c.yaml]\n", "deep/c.yaml": FRAGMENT},
        *("deep/c.yaml", "rules.yaml"),
    ),
    "broken": ({"far/policy.yaml": "policy: [\n"}, "far/policy.yaml", "far/policy.yaml"),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_policy_is_found_by_whatever_part_of_it_was_edited(tmp_path: Path, name: str) -> None:
    files, edited, found = PARTS[name]
    repository(tmp_path, files)
    path = tmp_path / edited
    path.write_bytes(path.read_bytes() + b"# edited\n")

    assert changed_policies(tmp_path) == {found}


@pytest.mark.parametrize("name", PARTS)
def test_a_policy_of_which_no_part_was_edited_is_not_found(tmp_path: Path, name: str) -> None:
    repository(tmp_path, PARTS[name][0])
    (tmp_path / "services/s1/service.yaml").write_text(f"{OTHER}more: 1\n")

    assert changed_policies(tmp_path) == set()


def linked_folder(root: Path) -> None:
    (root / "far/parts").symlink_to("../shared")


def linked_policy(root: Path) -> None:
    (root / "shared/policy.yaml").symlink_to("../far/policy.yaml")


@pytest.mark.parametrize("link", [linked_folder, linked_policy])
def test_a_part_behind_a_link_is_found(tmp_path: Path, link: Callable[[Path], None]) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "shared").mkdir()
    link(tmp_path)
    policy = f"{HEAD}include: ['parts/c.yaml']\n" if link is linked_folder else WHOLE
    part = "shared/c.yaml" if link is linked_folder else "shared/cases.yaml"
    repository(
        tmp_path,
        {"far/policy.yaml": policy, part: FRAGMENT if link is linked_folder else CASES},
    )
    (tmp_path / part).write_text((tmp_path / part).read_text() + "# edited\n")

    assert changed_policies(tmp_path) == {"far/policy.yaml"}


def test_nothing_else_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {"far/policy.yaml": WHOLE, "far/cases.yaml": CASES})
    (tmp_path / "far/cases.yaml").write_text(f"{CASES}# edited\n")
    parsed: list[str] = []

    def counting(content: bytes, name: str) -> object:
        parsed.append(name)
        return read(content, name)

    monkeypatch.setattr("delibctl.api.policies.opening.read", counting)

    assert changed_policies(tmp_path) == {"far/policy.yaml"}
    assert sorted(parsed) == sorted(2 * ["far/policy.yaml", "far/cases.yaml"])
