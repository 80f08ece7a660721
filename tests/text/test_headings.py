"""The words of a heading, without its number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.headings import heading_slug, only_number_differs, without_number

ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


@pytest.mark.parametrize(
    "number",
    [
        *("1.", "1)", "1", "12", "1:", "1 –", "1.2", "2.3.", "1.2.3", "1a.", "1\\."),
        *("**1.**", "１."),
        *("IV.", "iv)", "II:", "XII –", "I.", "v)", "Ⅳ."),
        *("a)", "(a)", "[1]", "(iv)", "A.", "A.1", "B.2.1."),
        *("Section 4:", "section 4", "Sec. 4.", "Article 12 -", "Chapter II.", "Part A:"),
        *("§ 4", "#1"),
        *("Kapitel 3:", "Artículo 2.", "Appendix B —", "No. 4:"),
    ],
)  # fmt: skip
def test_a_number_is_not_among_the_words(number: str) -> None:
    assert without_number(f"{number} Sale of arms") == "Sale of arms"
    assert heading_slug(f"{number} Sale of arms", "section", 1) == "sale-of-arms"


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Schedule I drugs", "schedule-i-drugs"),
        ("Class A: drugs", "class-a-drugs"),
        ("U.S. persons", "u-s-persons"),
        ("A person", "a-person"),
        ("I am a minor", "i-am-a-minor"),
        ("Mix: drinks", "mix-drinks"),
        ("CIVIL: rights", "civil-rights"),
        ("Part of a crime", "part-of-a-crime"),
        ("v1.2 changes", "v1-2-changes"),
        ("self_harm", "self-harm"),
        ("3D printing", "printing-3d"),
        ("24/7 support", "support-24-7"),
        ("2024 update", "update-2024"),
        ("100% proof", "proof-100"),
    ],
)
def test_a_letter_or_number_that_means_something_stays(title: str, id: str) -> None:
    assert without_number(title) == title
    assert heading_slug(title, "section", 1) == id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("4", "clause-4"),
        ("2.1", "clause-2-1"),
        ("(3)", "clause-3"),
        ("Section 4", "section-4"),
        ("IV.", "iv"),
        ("a)", "a"),
        ("10. 条款", "clause-10"),
        ("条款", "clause-7"),
        ("", "clause-7"),
    ],
)
def test_a_title_without_words_has_an_id_too(title: str, id: str) -> None:
    assert heading_slug(title, "clause", 7) == id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1. Sale", "2. Sale"),
        ("2.3 Sale", "2.4 Sale"),
        ("1.2.3. sale", "1.3.1. sale"),
        ("(a) Sale", "(b) Sale"),
        ("IV. Sale", "V. Sale"),
        ("9) Sale", "10) Sale"),
        ("Sale", "1. Sale"),
    ],
)
def test_a_number_that_only_counts_makes_no_other_title(old: str, new: str) -> None:
    assert only_number_differs(old, new)
    assert not only_number_differs(old, f"{new}s")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("18 years and older", "16 years and older"),
        ("1.5 g of it", "2.5 g of it"),
        ("1.5 L of it", "2.5 L of it"),
        ("Section 230: hosts", "Section 512: hosts"),
        ("§ 218 StGB", "§ 219 StGB"),
        ("2024: plan", "2025: plan"),
        ("100. Sale", "200. Sale"),
        ("Schedule I drugs", "Schedule II drugs"),
        ("Sale", "Sale"),
    ],
)
def test_a_number_that_may_be_an_amount_or_a_name_does(old: str, new: str) -> None:
    assert not only_number_differs(old, new)


@given(st.text(max_size=80) | st.text("123aIVx.():- #§", max_size=12))
def test_every_title_has_a_valid_id(title: str) -> None:
    id = heading_slug(title, "clause", 1)

    assert ID.fullmatch(id)
    assert len(id) <= 120
