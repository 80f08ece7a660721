"""Invisible characters: the property of Unicode, and what has no meaning that all readers share."""

import sys
import unicodedata
from functools import cache

import pytest

from delibctl.text.invisible import IGNORABLE, invisible_in

ALL = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]


def test_the_table_is_the_property_of_unicode() -> None:
    regex = pytest.importorskip("regex")
    wanted = regex.findall(r"\p{Default_Ignorable_Code_Point}", "".join(ALL))

    table = [chr(code) for first, last in IGNORABLE for code in range(first, last + 1)]

    assert table == wanted


@cache
def all_invisible() -> frozenset[str]:
    return invisible_in("".join(ALL))


@pytest.mark.parametrize("category", ["Cc", "Cf", "Co", "Zl", "Zp"])
def test_whole_categories_are_invisible_but_for_what_is_seen(category: str) -> None:
    seen = {c for c in ALL if unicodedata.category(c) == category} - all_invisible()

    assert seen == {
        "Cc": set("\t\n\r"),
        "Cf": set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f")
        | set("\u0890\u0891\u08e2\U000110bd\U000110cd"),
    }.get(category, set())


def test_letters_marks_numbers_signs_and_spaces_are_seen() -> None:
    hidden = {c for c in all_invisible() if unicodedata.category(c)[0] in "LMNPSZ"}
    blank = "\u2800\U0001d159\U0001107f\u2028\u2029"
    ignorable = {c for c in hidden if any(a <= ord(c) <= b for a, b in IGNORABLE)}

    assert hidden - ignorable == set(blank)


@pytest.mark.parametrize("text", ["", "plain", "Zürich, 5 € – ok", "日本語", "👍🏽", "\U0001fae8"])
def test_a_text_that_is_seen_has_none(text: str) -> None:
    assert invisible_in(text) == frozenset()
