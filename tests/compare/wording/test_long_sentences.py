"""A sentence of thousands of words is read by looking words up, not by comparing all of them."""

from hypothesis import given
from hypothesis import strategies as st

from delibctl.compare.wording.sentences import sentences
from delibctl.compare.wording.vocabulary import opposites

WORDS = (
    *("lawful", "unlawful", "law", "lawless", "harm", "harmful", "harmless", "and", "or", "safe"),
    *("unsafe", "use", "misuse", "like", "dislike", "in", "inin", "legal", "illegal", "nonlegal"),
)
NEGATING = ("un", "dis", "in", "im", "il", "ir", "non", "mis", "anti")
lists = st.lists(st.sampled_from(WORDS), max_size=5)


def are_opposite(left: str, right: str) -> bool:
    """Compare two words by their forms, as the documentation of `opposites` says."""
    if {left, right} == {"and", "or"}:
        return True
    short, long = sorted((left, right), key=len)
    roots = {word.removesuffix("ful").removesuffix("less") for word in (left, right)}
    prefixed = len(short) > 3 and any(long == prefix + short for prefix in NEGATING)
    return prefixed or (left != right and len(roots) == 1)


@given(lists, lists)
def test_opposites_are_the_first_of_all_pairs(out: list[str], into: list[str]) -> None:
    pairs = ((left, right) for left in out for right in into if are_opposite(left, right))

    assert opposites(out, into) == next(pairs, ())


def test_a_duty_sees_few_words_of_a_long_sentence() -> None:
    (sentence,) = sentences("must not " * 20_000)

    assert len(sentence.texts) == 40_000
    assert {len(sentence.after(index)) for index in range(0, 39_000, 1000)} == {16}
