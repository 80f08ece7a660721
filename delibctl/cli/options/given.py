"""The options of a group that were given."""

from dataclasses import fields
from typing import Any


def given_options(group: Any) -> list[str]:
    """Return the options of a group with another value than their default, such as `--max-cost`."""
    default = type(group)()
    return [
        f"--{field.name.replace('_', '-')}"
        for field in fields(group)
        if getattr(group, field.name) != getattr(default, field.name)
    ]
