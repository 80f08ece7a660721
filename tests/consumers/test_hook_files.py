"""The files that pre-commit gives to the hooks."""

import re
from typing import Any

import pytest
from support.project import ROOT

from delibctl.source import read

HOOKS: list[dict[str, Any]] = read(
    (ROOT / ".pre-commit-hooks.yaml").read_bytes(), ".pre-commit-hooks.yaml"
).data


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("policy.yaml", True),
        ("guide/policy.yml", True),
        ("policies/assistant.yaml", True),
        ("safety/policies/shared/tone.yaml", True),
        ("policy/tone.yaml", True),
        ("cases.yaml", True),
        ("cases.jsonl", True),
        ("guide/cases/illicit.yaml", True),
        ("guide/cases/illicit.jsonl", True),
        ("policy.schema.json", False),
        ("policies/README.md", False),
        ("policies/waivers.yaml", False),
        ("my-policy.yaml", False),
        ("usecases/one.yaml", False),
        ("policy.yaml.orig", False),
        (".github/workflows/policy.yml", False),
        ("policies/.drafts/one.yaml", False),
        ("docker-compose.yaml", False),
        ("delibctl.toml", False),
    ],
)
def test_the_hooks_are_given_policies_and_cases_by_where_they_stand(
    hook: dict[str, Any], path: str, wanted: bool
) -> None:
    """pre-commit searches a path for both patterns."""
    given = re.search(hook["files"], path) and not re.search(hook["exclude"], path)

    assert bool(given) is wanted


SHARED = ("language", "types", "files", "exclude", "require_serial")


def test_both_hooks_are_given_the_same_files_in_one_process() -> None:
    lint, fix = ({k: v for k, v in hook.items() if k in SHARED} for hook in HOOKS)

    assert lint == fix
    assert lint["require_serial"] is True
