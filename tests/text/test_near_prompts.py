"""Prompts with nearly the same words: what is left out early could not have been found."""

import re
from itertools import product
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.text.near_prompts import near_by_words, start_of_stem
from delibctl.text.stems import stems

BEGINNINGS = re.findall(
    r"\w+",
    "a e i o u y by do dy ly ty go us ow ae ea ee ie oa ou you eye aye cry fly tie die sky ski ibb "
    "ebb add egg inn odd out owe age use refund pay cann commun gener arsen exc proc succ relat "
    "héro straße 金 été x2 2x",
)
ENDINGS = [
    "",
    *re.findall(
        r"\w+",
        "s es ies ied ed eed ing ying edly eedly ingly y ly ily ness fulness ation ational ize "
        "izer ization ment ement able ibly al ic er e l ll",
    ),
]


def test_all_words_of_a_stem_have_its_start() -> None:
    of_lists = [start + end for start, end in product(BEGINNINGS, ENDINGS)]
    in_docs = {
        word
        for path in Path("docs").rglob("*.md")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8").casefold())
    }
    for word in [*of_lists, *(word + end for word in sorted(in_docs) for end in ("", "s"))]:
        (stem,) = stems([word])
        assert start_of_stem(word) == start_of_stem(stem), (word, stem)


WORDS = re.findall(
    r"\w+",
    "refund refunds refunded refunding pay pays paid cry cries crying a aed aeds the my you your",
)
#: Mostly the same words, so that many prompts are near one another.
PROMPT = st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True).map(" ".join)


@example([("refund the my you", "A"), ("refund the my you pay", "A")])
@example([(f"refund the my {last}", kind) for last in ("you", "you pay") for kind in "AB"])
@given(st.lists(st.tuples(PROMPT, st.sampled_from("AB")), max_size=12))
def test_each_prompt_near_an_earlier_one_of_its_kind_is_found(
    prompts: list[tuple[str, str]],
) -> None:
    texts, kinds = [text for text, _ in prompts], [kind for _, kind in prompts]
    split = [set(stems(text.split())) for text in texts]

    found = dict(near_by_words(texts, kinds, lambda *_: True))

    near = {
        index: [
            earlier
            for earlier in range(index)
            if kinds[index] == kinds[earlier]
            and min(len(split[index]), len(split[earlier])) >= 4
            and len(split[index] & split[earlier]) >= 0.8 * len(split[index] | split[earlier])
        ]
        for index in range(len(texts))
    }
    assert found.keys() == {index for index, earlier in near.items() if earlier}
    assert all(earlier in near[index] for index, earlier in found.items())
