"""Excerpts of long texts around what changed."""

from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.excerpts import excerpt
from delibctl.text.words import Pair, aligned

SENTENCES = " ".join(
    f"Sentence {number} says that topic {number} is explained to all who ask for it."
    for number in range(1, 41)
)


def excerpts(left: str, right: str) -> tuple[str, str]:
    pairs = excerpt(aligned(left, right))
    return (
        "".join(pair.left if pair.same else f"[{pair.left}]" for pair in pairs),
        "".join(pair.right if pair.same else f"[{pair.right}]" for pair in pairs),
    )


def test_a_changed_word_is_shown_in_its_sentence() -> None:
    assert excerpts(SENTENCES, SENTENCES.replace("20 is explained", "20 is hinted at")) == (
        "... Sentence 20 says that topic 20 is [explained] to all who ask for it. ...",
        "... Sentence 20 says that topic 20 is [hinted at] to all who ask for it. ...",
    )


def test_an_added_sentence_has_its_place_on_both_sides() -> None:
    after = SENTENCES.replace("Sentence 20", "No exception is made. Sentence 20")

    assert excerpts(SENTENCES, after) == (
        "...[] Sentence 20 says that topic 20 is explained to all who ask for it. ...",
        "... [No exception is made.] Sentence 20 says that topic 20 is explained to all who ask "
        "for it. ...",
    )


def test_sentences_between_two_changes_are_left_out() -> None:
    after = SENTENCES.replace("topic 3 is", "topic 3 may be").replace("topic 30 is", "topic 30 was")

    assert excerpts(SENTENCES, after)[1] == (
        "... Sentence 3 says that topic 3 [may be] explained to all who ask for it. ... Sentence "
        "30 says that topic 30 [was] explained to all who ask for it. ..."
    )


def test_of_a_long_sentence_twenty_words_are_shown() -> None:
    before = " ".join(f"w{number}" for number in range(200))

    left, right = excerpts(before, before.replace("w100", "x"))

    assert right.startswith("... w80 ")
    assert "w99 [x] w101" in right
    assert right.endswith("w120 ...")
    assert left == right.replace("[x]", "[w100]")


def test_a_short_text_is_shown_whole() -> None:
    text = SENTENCES[:300]

    assert excerpts(text, text.replace("20", "21")) == excerpts(text, text)


sentences = st.lists(
    st.sampled_from(["It may.", "He must not,", "a", "b.", "c)", "d"]), min_size=60
)


@given(sentences, sentences)
def test_changed_words_are_never_left_out(left: list[str], right: list[str]) -> None:
    pairs = aligned(" ".join(left), " ".join(right))

    def changed(pairs: tuple[Pair, ...]) -> list[Pair]:
        return [pair for pair in pairs if not pair.same]

    assert changed(excerpt(pairs)) == changed(pairs)
    for pair, short in zip(pairs, excerpt(pairs), strict=True):
        assert len(short.left) <= len(pair.left) + 6
        for part in short.left.split("..."):
            assert part.strip() in pair.left
