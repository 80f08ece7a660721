"""The schemas that are published for the files of CI systems."""

import json
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator


def problems(name: str, data: Any) -> list[str]:
    """What one of the published schemas finds wrong, such as `github-workflows`."""
    folder = files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return [error.message for error in Draft7Validator(schema).iter_errors(data)]
