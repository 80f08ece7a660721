"""Names of models and categories as names of files: safe everywhere, and different ones differ."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.edge.accepted.names import safe_name

NAMES = [
    "gpt", "GPT", "Gpt", "openai/gpt-4o", "openai:gpt-4o", "openai gpt-4o", "openai\\gpt-4o",
    "con", "CON", "aux.txt", "nul", "com1", "lpt9.x", "changes", "changes.yaml", ".", "..", "...",
    ".hidden", "-dash", "a.", "a", "a ", " a", "é", "É", "模型", "a/../b", "a\nb", "a\0b",
    "a" * 80, "a" * 200, "A" * 200, "a" * 199 + "b", "x-a", "1", "9lives", "a..b", "~", "*?<>|",
]  # fmt: skip
#: What every file system keeps as it is, and no shell takes for an option.
_KEPT = re.compile(r"[a-z][a-z0-9_.-]*[a-z0-9_-]|[a-z]")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def assert_safe(name: str) -> None:
    assert _KEPT.fullmatch(name), name
    assert not _DEVICES.match(name)
    assert ".." not in name
    assert len(name) <= 255 - len(".jsonl")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_is_safe_and_a_safe_one_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert_safe(safe)
    assert safe_name(safe) == safe


def test_different_names_differ_also_where_a_file_system_ignores_case() -> None:
    for one, other in product(NAMES, repeat=2):
        assert (safe_name(one).lower() == safe_name(other).lower()) is (one == other)


@given(st.text(max_size=250))
def test_any_text_makes_a_safe_name(name: str) -> None:
    assert_safe(safe_name(name))
