"""Which words of two texts differ."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.words import Segment, compare

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
        (_same("Do"), _changed(" not"), _same(" share the full code.")),
    )


def test_case_is_no_change_and_each_side_keeps_its_own() -> None:
    assert compare("Share it", "share IT") == ((_same("Share it"),), (_same("share IT"),))


def test_few_shared_words_between_two_changes_are_chance() -> None:
    left, right = compare("one of the two", "three of the four")

    assert (left, right) == ((_changed("one of the two"),), (_changed("three of the four"),))


def test_three_shared_words_between_two_changes_are_shared() -> None:
    left, _ = compare("one of all the two", "three of all the four")

    assert left == (_changed("one"), _same(" of all the "), _changed("two"))


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
def test_what_is_the_same_is_the_same_on_both_sides(left: str, right: str) -> None:
    one, other = (
        "".join(s.text for s in side if s.kind == "same").casefold()
        for side in compare(left, right)
    )

    assert one == other
