"""`diff --against` reads on both sides what tests a policy: configuration, comments, cases."""

from pathlib import Path

import pytest
from support.repositories import case_file, git, policy_file

from delibctl.api.policies.arguments import policies_against
from delibctl.api.policies.diff import diff_policies
from delibctl.api.workspace import Workspace

POLICY = policy_file("shop", [], [])
CASES = case_file("one", "shop")


def commit(root: Path, files: dict[str, str]) -> None:
    git(root, "init", "-q", "-b", "main")
    put(root, files)
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def changes(folder: Path) -> list[tuple[str, str, str, str | None, str | None]]:
    """Each change against main: its kind, its subject, its place, and what was and is there."""
    workspace = Workspace.open(folder, {})
    comparison = diff_policies(workspace, *policies_against(workspace, Path(), "main"))
    return [(c.kind.name, c.subject, str(c.place), c.before, c.after) for c in comparison.changes]


LINT = '[lint]\nignore = ["SEC"]\n'
TOOL = '[project]\nname = "x"\n[tool.delibctl.lint]\nignore = ["SEC"]\n'
IGNORE = ("setting-changed", "lint.ignore")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", LINT, [(*IGNORE, "delibctl.toml:2", None, '["SEC"]')]),
        (LINT, "", [(*IGNORE, "delibctl.toml:2", '["SEC"]', None)]),
        (LINT, LINT.replace("SEC", "STY"), [(*IGNORE, "delibctl.toml:2", '["SEC"]', '["STY"]')]),
        (LINT, "# SEC\n[lint]\nignore=['SEC']\n", []),
        (
            "",
            '[models."a.b"]\nname = "x"\nparams = {top_k = 1}\n',
            [
                ("setting-changed", 'models."a.b".name', "delibctl.toml:2", None, '"x"'),
                ("setting-changed", 'models."a.b".params.top_k', "delibctl.toml:1", None, "1"),
            ],
        ),
    ],
)
def test_each_setting_that_differs_is_a_change(
    tmp_path: Path, before: str, after: str, expected: list[object]
) -> None:
    commit(tmp_path, {"policy.yaml": POLICY, "delibctl.toml": before})
    put(tmp_path, {"delibctl.toml": after})

    assert changes(tmp_path) == expected


def test_a_configuration_that_comes_goes_or_hides_another_is_compared(tmp_path: Path) -> None:
    commit(tmp_path, {"pyproject.toml": TOOL, "sub/policy.yaml": POLICY})
    assert changes(tmp_path / "sub") == []

    (tmp_path / "pyproject.toml").unlink()
    assert changes(tmp_path / "sub") == [(*IGNORE, "pyproject.toml:4", '["SEC"]', None)]

    git(tmp_path, "checkout", "-q", ".")
    put(tmp_path, {"sub/delibctl.toml": 'model = "baseline"\n'})
    assert changes(tmp_path / "sub") == [
        (*IGNORE, "pyproject.toml:4", '["SEC"]', None),
        ("setting-changed", "model", "sub/delibctl.toml:1", None, '"baseline"'),
    ]


def test_a_comment_that_suppresses_a_rule_counts_if_it_is_valid(tmp_path: Path) -> None:
    commit(tmp_path, {"policy.yaml": POLICY, "cases.yaml": CASES})
    line = "    title: T"
    assert line in POLICY

    for comment, counts in (
        ("# delib: ignore[SEC501] we know", True),
        ("# delib: ignore[SEC501] we know until=2020-01-01", False),
        ("# delib: ignore[SEC501]", False),
        ("# delib: ignore", False),
    ):
        put(tmp_path, {"policy.yaml": POLICY.replace(line, f"{line} {comment}")})
        found = [("rule-suppressed", "SEC501", "policy.yaml:5", None, "title: T")] if counts else []
        assert changes(tmp_path) == found


def test_cases_that_only_the_configuration_names_are_compared(tmp_path: Path) -> None:
    toml = 'policy = "p/policy.yaml"\ncases = ["more/*.yaml"]\n'
    commit(
        tmp_path,
        {"delibctl.toml": toml, "p/policy.yaml": POLICY, "more/a.yaml": CASES},
    )
    assert changes(tmp_path) == []

    retired = CASES.replace("id: one", "id: one, status: retired")
    put(tmp_path, {"more/a.yaml": retired})
    assert [each[:2] for each in changes(tmp_path)] == [("case-retired", "one")]

    put(tmp_path, {"more/a.yaml": CASES, "delibctl.toml": toml.replace("more", "none")})
    assert [each[:2] for each in changes(tmp_path)] == [
        ("case-removed", "one"),
        ("setting-changed", "cases"),
    ]
