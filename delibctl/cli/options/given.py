"""The options of a group that were given."""

from dataclasses import fields
from typing import Any

#: Options that are repeatable, and named for one of their values.
_ONE_OF_SEVERAL = {"judges": "--judge"}


def given_options(group: Any) -> list[str]:
    """Return the options of a group with another value than their default, such as `--max-cost`."""
    default = type(group)()
    return [
        option_of(field.name)
        for field in fields(group)
        if getattr(group, field.name) != getattr(default, field.name)
    ]


def option_of(field: str) -> str:
    """Return the option that sets a field."""
    return _ONE_OF_SEVERAL.get(field, f"--{field.replace('_', '-')}")
