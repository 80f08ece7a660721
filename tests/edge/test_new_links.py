"""What became a link is compared with what the base held there, and is named."""

import os
from pathlib import Path

import pytest
from support.repositories import git

from delibctl.api.policies.arguments import policies_against, policies_at
from delibctl.api.policies.diff import diff_policies
from delibctl.api.workspace import Workspace
from delibctl.errors import DelibctlError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are made otherwise there")


def clause(style: str, id: str) -> str:
    return (
        f"categories:\n  - id: {id}\n    title: F\n    summary: Of {id}.\n    clauses:\n"
        f"      - {{id: {id}.x, title: X, style: {style}, text: Passports for {id} are made.}}\n"
    )


def put(root: Path, name: str, style: str) -> None:
    """Write a policy with a fragment beside its folder, both of that style."""
    head = 'schema_version: 1\npolicy: {id: shop, version: "1.0.0", title: T}\n'
    files = {f"{name}/p/policy.yaml": f"{head}include: [../f/*.yaml]\n{clause(style, 'own')}",
             f"{name}/f/f.yaml": clause(style, "shared")}  # fmt: skip
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a strict policy, one that is the same by links, and a lax one."""
    git(tmp_path, "init", "-q", "-b", "main")
    put(tmp_path, "strict", "refuse")
    put(tmp_path, "lax", "comply")
    (tmp_path / "linked").symlink_to("strict")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def link(path: Path, target: str) -> None:
    """Put a link in the place of a file, a folder or a link."""
    if path.is_symlink() or not path.is_dir():
        path.unlink()
    else:
        path.rename(path.parent / ".before")
    path.symlink_to(target)


@pytest.mark.parametrize(("name", "target", "path", "note"), [
    ("strict/p/policy.yaml", "../../lax/p/policy.yaml", "strict/p",
     "strict/p/policy.yaml is a link now, to lax/p/policy.yaml"),
    ("strict/p/policy.yaml", "{root}/lax/p/policy.yaml", "strict/p/policy.yaml",
     "strict/p/policy.yaml is a link now, to lax/p/policy.yaml"),
    ("strict/p", "../lax/p", "strict/p/policy.yaml", "strict/p is a link now, to lax/p"),
    ("strict", "lax", "strict/p", "strict is a link now, to lax"),
    ("strict/f/f.yaml", "../../lax/f/f.yaml", "strict/p",
     "strict/f/f.yaml is a link now, to lax/f/f.yaml"),
    ("strict/f", "../lax/f", "strict/p/policy.yaml", "strict/f is a link now, to lax/f"),
])  # fmt: skip
def test_what_became_a_link_is_compared_with_what_was_there(
    root: Path, name: str, target: str, path: str, note: str
) -> None:
    link(root / name, target.format(root=root))
    git(root, "add", ".")
    git(root, "commit", "-qm", "two")
    workspace = Workspace.open(root, {})
    between = policies_at(workspace, (f"HEAD~1:{path}", f"HEAD:{path}"))
    assert between[0]
    assert between[1]

    for sides in (policies_against(workspace, path, "HEAD~1"), (between[0], between[1])):
        comparison = diff_policies(workspace, *sides)
        assert "style-laxer" in {change.kind.name for change in comparison.changes}
        assert comparison.notices == (note,)


def test_a_link_that_leads_elsewhere_is_compared_with_what_it_led_to(root: Path) -> None:
    link(root / "linked", "lax")
    workspace = Workspace.open(root, {})

    comparison = diff_policies(workspace, *policies_against(workspace, "linked/p", "main"))

    assert "style-laxer" in {change.kind.name for change in comparison.changes}
    assert comparison.notices == ("linked is a link to lax now, not to strict",)


def test_a_working_folder_that_became_a_link_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(root / "strict", "lax")
    monkeypatch.chdir(root / "strict/p")
    workspace = Workspace.open(Path(), {"PWD": str(root / "strict/p")})

    with pytest.raises(DelibctlError) as caught:
        policies_against(workspace, "policy.yaml", "main")

    assert caught.value.what == (
        "the working folder is behind strict, which is a link to lax only here"
    )


def test_a_working_folder_that_was_the_same_link_is_none_to_refuse(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "linked/p")
    workspace = Workspace.open(Path(), {"PWD": str(root / "linked/p")})

    comparison = diff_policies(workspace, *policies_against(workspace, "policy.yaml", "main"))

    assert (comparison.changes, comparison.notices) == ((), ())
