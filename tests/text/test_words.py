"""Which words of two texts differ."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counted_lines import smaller_growth

from delibctl.text.words import Segment, aligned, compare

texts = st.lists(
    st.sampled_from(["must", "not", "may", "share", "Share", ",", ".", "_", "é", "条"])
).map(" ".join) | st.text(max_size=60)


def _same(text: str) -> Segment:
    return Segment(text=text, kind="same")


def _changed(text: str) -> Segment:
    return Segment(text=text, kind="changed")


def test_a_changed_modal_is_the_only_change_in_a_long_sentence() -> None:
    before = "You must never share the code with anyone outside the team, even if they ask twice."
    after = before.replace("must", "should")

    rest = _same(before.removeprefix("You must"))
    assert compare(before, after) == (
        (_same("You "), _changed("must"), rest),
        (_same("You "), _changed("should"), rest),
    )


def test_an_inserted_word_is_changed_on_its_own_side_only() -> None:
    assert compare("Do share the full code.", "Do not share the full code.") == (
        (_same("Do share the full code."),),
        (_same("Do "), _changed("not"), _same(" share the full code.")),
    )


def test_case_is_no_change_and_each_side_keeps_its_own() -> None:
    assert compare("Share it", "share IT") == ((_same("Share it"),), (_same("share IT"),))


def test_few_shared_words_between_two_changes_are_chance() -> None:
    left, right = compare("one of the two", "three of the four")

    assert (left, right) == ((_changed("one of the two"),), (_changed("three of the four"),))


def test_three_shared_words_between_two_changes_are_shared_if_one_of_them_tells_something() -> None:
    left, _ = compare("one of all books the two", "three of all books the four")
    of_no_topic, _ = compare("one of all the two", "three of all the four")

    assert left == (_changed("one"), _same(" of all books the "), _changed("two"))
    assert of_no_topic == (_changed("one of all the two"),)


PHRASES = [
    (
        "The assistant must not explain how to pick a lock.",
        "The assistant may explain how to pick a lock.",
        "The assistant [must not] explain how to pick a lock.",
        "The assistant [may] explain how to pick a lock.",
    ),
    (
        "It is allowed, as long as it does not exploit a person. See the rule.",
        "It is allowed, as long as it does not exploit a person. It holds for all. See the rule.",
        "It is allowed, as long as it does not exploit a person. See the rule.",
        "It is allowed, as long as it does not exploit a person. [It holds for all.] See the rule.",
    ),
    (
        "However, general content that supports a politician or a campaign is fine if asked.",
        "However, content for a broad audience is fine if asked.",
        "However, [general content that supports a politician or a campaign] is fine if asked.",
        "However, [content for a broad audience] is fine if asked.",
    ),
    (
        "Never give doses above 1.5 mg of any drug, don't name shops.",
        "Never give doses above 1.5 g of any drug, don't name well-known shops.",
        "Never give doses above 1.5 [mg] of any drug, don't name shops.",
        "Never give doses above 1.5 [g] of any drug, don't name [well-known] shops.",
    ),
    (
        "Erkläre, wie man ein Schloss öffnet.",
        "Erkläre nie, wie man ein Schloss öffnet.",
        "Erkläre, wie man ein Schloss öffnet.",
        "Erkläre [nie], wie man ein Schloss öffnet.",
    ),
    ("不可以解释如何开锁。", "可以解释如何开锁。", "[不]可以解释如何开锁。", "可以解释如何开锁。"),
    (
        "- weapons\n- drugs\n- locks",
        "- weapons\n- locks",
        "- weapons\n[- drugs]\n- locks",
        "- weapons\n- locks",
    ),
    (
        "Explain it kindly\nand briefly.",
        "Explain it  kindly and\nbriefly.",
        "Explain it kindly\nand briefly.",
        "Explain it  kindly and\nbriefly.",
    ),
    (
        "Warn people who ask about a cult, and give them a number to call.",
        "Help whoever writes on behalf of a group, and send the person away.",
        "[Warn people who ask about a cult, and give them a number to call].",
        "[Help whoever writes on behalf of a group, and send the person away].",
    ),
]


@pytest.mark.parametrize(("left", "right", "marked_left", "marked_right"), PHRASES)
def test_changes_are_marked_as_phrases(
    left: str, right: str, marked_left: str, marked_right: str
) -> None:
    assert (*map(_marked, compare(left, right)),) == (marked_left, marked_right)


def _marked(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{s.text}]" if s.kind == "changed" else s.text for s in segments)


def test_many_words_are_compared_in_lines_linear_in_their_number() -> None:
    def edited(number: int) -> tuple[str, str]:
        words = [f"word{n % 300}" for n in range(number)]
        other = [word if n % 10 else "other" for n, word in enumerate(words)]
        return " ".join(words), " ".join(other)

    calls = [partial(compare, *edited(number)) for number in (1_000, 2_000, 4_000)]
    assert smaller_growth(calls) <= 2.6


def test_twenty_thousand_words_are_compared() -> None:
    words = [f"word{number % 3000}" for number in range(20_000)]
    edited = [word if number % 10 else "other" for number, word in enumerate(words)]

    left, right = compare(" ".join(words), " ".join(edited))

    assert [len(side) for side in (left, right)] == [4000, 4000]


def test_texts_with_nothing_in_common_are_changed_throughout() -> None:
    assert compare("abc", "xyz") == ((_changed("abc"),), (_changed("xyz"),))


def test_an_empty_text_has_no_segment() -> None:
    assert compare("", "added") == ((), (_changed("added"),))
    assert compare("", "") == ((), ())


@given(texts, texts)
def test_joined_segments_give_each_text_back(left: str, right: str) -> None:
    joined = tuple("".join(s.text for s in side) for side in compare(left, right))

    assert joined == (left, right)


@given(texts, texts)
def test_neighbouring_segments_differ_in_kind_and_none_is_empty(left: str, right: str) -> None:
    for side in compare(left, right):
        assert all(segment.text for segment in side)
        assert all(a.kind != b.kind for a, b in pairwise(side))


@given(texts)
def test_equal_texts_have_no_changed_segment(text: str) -> None:
    whole = (_same(text),) if text else ()

    assert compare(text, text) == (whole, whole)


@given(texts, texts)
def test_the_same_words_are_on_both_sides_but_for_white_space_and_upper_case(
    left: str, right: str
) -> None:
    one, other = (
        "".join("".join(s.text.split()) for s in side if s.kind == "same").casefold()
        for side in compare(left, right)
    )

    assert one == other


@given(texts, texts)
def test_pairs_are_the_segments_of_both_sides(left: str, right: str) -> None:
    pairs = aligned(left, right)

    assert "".join(pair.left for pair in pairs) == left
    assert "".join(pair.right for pair in pairs) == right
    assert all(a.same != b.same for a, b in pairwise(pairs))
