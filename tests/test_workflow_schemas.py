"""Files for CI systems are valid by the schemas that are published for them."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from support.project import ROOT
from support.workflow_schemas import problems

from delibctl.source import read

FILES = {
    ROOT / "action.yml": "github-actions",
    ROOT / "examples" / "github-actions.yml": "github-workflows",
    ROOT / "examples" / "gitlab-ci.yml": "gitlab-ci",
    **dict.fromkeys((ROOT / ".github" / "workflows").iterdir(), "github-workflows"),
}


def content(path: Path) -> Any:
    return deepcopy(read(path.read_bytes(), path.name).data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_for_a_ci_system_is_valid(path: Path) -> None:
    assert problems(FILES[path], content(path)) == []


def test_a_misspelt_key_of_a_workflow_is_found() -> None:
    workflow = content(ROOT / "examples" / "github-actions.yml")
    workflow["jobs"]["policy"]["step"] = workflow["jobs"]["policy"].pop("steps")

    assert problems("github-workflows", workflow)


def test_a_command_that_yaml_takes_for_a_mapping_is_found() -> None:
    job = content(ROOT / "examples" / "gitlab-ci.yml")
    job["policy"]["script"].append({"pip install --only-binary :all": "-r x"})

    assert problems("gitlab-ci", job)


def test_every_example_is_checked() -> None:
    assert set((ROOT / "examples").glob("*.yml")) <= set(FILES)
