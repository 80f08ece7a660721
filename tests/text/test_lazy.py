"""Patterns that are compiled at their first use."""

import re

import pytest

from delibctl.text.lazy import later


def test_it_finds_what_a_compiled_pattern_finds() -> None:
    pattern = later("a(b)?", re.IGNORECASE)
    compiled = re.compile("a(b)?", re.IGNORECASE)

    def found(pattern: re.Pattern[str]) -> tuple[object, ...]:
        match = pattern.search("xAB")
        assert match is not None
        return (
            *(match.span(), match.groups(), pattern.findall("AbA"), pattern.sub("-", "abc")),
            *(pattern.pattern, pattern.flags, pattern.split("1a2"), bool(pattern.fullmatch("b"))),
        )

    assert found(pattern) == found(compiled)
    assert found(pattern) == found(compiled)


def test_a_wrong_pattern_is_found_at_its_first_use() -> None:
    pattern = later("(")
    with pytest.raises(re.error):
        pattern.search("")
