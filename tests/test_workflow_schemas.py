"""Files for CI systems are valid by the schemas that are published for them."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from support.project import ROOT

from delibctl.source import read

SCHEMAS = files("check_jsonschema") / "builtin_schemas" / "vendor"
WORKFLOWS = [ROOT / "examples" / "github-actions.yml", *(ROOT / ".github" / "workflows").iterdir()]


def problems(name: str, data: Any) -> list[str]:
    """What one of the published schemas finds wrong."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return [error.message for error in Draft7Validator(schema).iter_errors(data)]


def content(path: Path) -> Any:
    return read(path.read_bytes(), path.name).data


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_of_github_is_valid(path: Path) -> None:
    assert problems("github-workflows", content(path)) == []


def test_a_misspelt_key_of_a_workflow_is_found() -> None:
    workflow = content(WORKFLOWS[0])
    workflow["jobs"]["policy"]["step"] = workflow["jobs"]["policy"].pop("steps")

    assert problems("github-workflows", workflow)
