"""Options that belong together are flat for Typer, and whole for the command."""

from dataclasses import dataclass
from inspect import signature

import pytest

from delibctl.cli.options.groups import flattened
from delibctl.errors import ExitCode


@dataclass(frozen=True, kw_only=True)
class Size:
    """A group."""

    width: int = 80
    height: int | None = None


seen: list[tuple[str, Size, bool]] = []


def command(name: str, *, size: Size, loud: bool = False) -> ExitCode:
    """Do it."""
    seen.append((name, size, loud))
    return ExitCode.FINDINGS


def test_the_fields_of_a_group_stand_where_it_stands() -> None:
    flat = flattened(command)

    assert str(signature(flat)) == (
        "(*, name: str, width: int = 80, height: int | None = None, loud: bool = False)"
    )
    assert flat.__doc__ == "Do it."


@pytest.mark.parametrize("width", [80, 120])
def test_the_command_is_given_the_group(width: int) -> None:
    code = flattened(command)(name="a", width=width, height=None, loud=True)

    assert code is ExitCode.FINDINGS
    assert seen[-1] == ("a", Size(width=width), True)
