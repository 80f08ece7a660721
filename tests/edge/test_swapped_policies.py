"""`diff --against` without a path compares with the policy that the base configuration names."""

from pathlib import Path

import pytest
from support.repositories import git

from delibctl.api.policies.arguments import policies_against
from delibctl.api.policies.diff import diff_policies
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Gate


def policy(style: str, id: str = "shop") -> str:
    return (
        f'schema_version: 1\npolicy: {{id: {id}, version: "1.0.0", title: T}}\ncategories:\n'
        "  - id: forging\n    title: F\n    summary: Of forging.\n    clauses:\n"
        f"      - {{id: forging.x, title: X, style: {style}, text: Passports are forged.}}\n"
    )


def names(path: str) -> str:
    return f'policy = "{path}"\n'


STRICT, LAX, OTHER = policy("refuse"), policy("comply"), policy("comply", "other")
BASE = {"delibctl.toml": names("a.yaml"), "a.yaml": STRICT, "b/policy.yaml": STRICT,
        "lax/policy.yaml": LAX, "other/policy.yaml": OTHER}  # fmt: skip
TOOL = '[project]\nname = "x"\n[tool.delibctl]\n'
SETTING = ("setting-changed", "delibctl.toml")


def put(root: Path, files: dict[str, str]) -> None:
    """Write files; an empty one is removed."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if not text:
            path.unlink()


def laxer(file: str) -> tuple[str, str]:
    return ("style-laxer", file)


@pytest.mark.parametrize(("base", "branch", "folder", "expected"), [
    pytest.param({}, {"delibctl.toml": names("b"), "a.yaml": LAX}, "",
                 {SETTING, laxer("a.yaml")}, id="the old one is laxer"),
    pytest.param({}, {"delibctl.toml": names("lax/policy.yaml")}, "",
                 {SETTING, laxer("lax/policy.yaml")}, id="the new one was laxer before"),
    pytest.param({}, {"delibctl.toml": names("other")}, "",
                 {SETTING, laxer("other/policy.yaml"), ("policy-id-changed", "other/policy.yaml")},
                 id="the new one has another id"),
    pytest.param({}, {"delibctl.toml": "", "a.yaml": LAX, "lax/policy.yaml": ""}, "",
                 {SETTING, laxer("a.yaml"), ("clause-added", "b/policy.yaml"),
                  ("clause-added", "other/policy.yaml")}, id="no configuration any more"),
    pytest.param({"delibctl.toml": "", "b/policy.yaml": "", "lax/policy.yaml": ""},
                 {"delibctl.toml": names("other")}, "",
                 {SETTING, ("clause-removed", "a.yaml"), ("category-changed", "a.yaml")},
                 id="a new configuration"),
    pytest.param({}, {"delibctl.toml": "", "pyproject.toml": TOOL + names("lax")}, "",
                 {("setting-changed", "pyproject.toml"), laxer("lax/policy.yaml")},
                 id="moved into pyproject.toml with another policy"),
    pytest.param({}, {"delibctl.toml": "", "pyproject.toml": TOOL + names("a.yaml")}, "",
                 set(), id="moved into pyproject.toml"),
    pytest.param({}, {"sub/delibctl.toml": names("a.yaml"), "sub/a.yaml": LAX}, "sub",
                 {("setting-changed", "sub/delibctl.toml"), laxer("sub/a.yaml")},
                 id="a nearer configuration"),
    pytest.param({}, {"sub/delibctl.toml": names("../a.yaml")}, "sub",
                 set(), id="a nearer configuration of the same policy"),
    pytest.param({}, {"delibctl.toml": names("new.yaml"), "a.yaml": "", "new.yaml": STRICT}, "",
                 {SETTING}, id="the policy was moved"),
    pytest.param({}, {"delibctl.toml": names("a.yaml") + 'cases = ["b/c.yaml"]\n'}, "",
                 {SETTING}, id="other cases"),
])  # fmt: skip
def test_a_policy_is_compared_with_the_one_that_the_base_names(
    tmp_path: Path,
    base: dict[str, str],
    branch: dict[str, str],
    folder: str,
    expected: set[tuple[str, str]],
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    put(tmp_path, {**BASE, **base})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    put(tmp_path, branch)
    workspace = Workspace.open(tmp_path / folder, {})

    sides = policies_against(workspace, None, "main")
    comparison = diff_policies(workspace, *sides, gates=[Gate.LOOSENS, Gate.UNAPPROVED])

    ignored = {"version-not-bumped"}
    found = {(c.kind.name, c.place.file) for c in comparison.changes if c.kind.name not in ignored}
    assert found == expected
    loosens, unapproved = (bool(result.failing) for result in comparison.gate_results)
    assert loosens == any(kind in ("style-laxer", "clause-removed") for kind, _ in expected)
    assert unapproved == bool(expected)
