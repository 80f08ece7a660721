"""The sentence that first names a clause, in short and in long reasonings."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.deliberate.sentences import Sentences
from delibctl.model import Citation
from delibctl.text.quotes import in_order, normalise, parts


@given(st.text("ab.- \n", max_size=40), st.sampled_from(["a", "a.b", "b-a", "a.a.b"]))
@example("a\n ", "a.b")
def test_the_first_sentence_stays_the_first_however_often_the_id_follows(
    text: str, id: str
) -> None:
    citation = Citation(clause=id)
    short = Sentences(text).first(citation, None)
    length = len(Sentences(text))
    long = Sentences(text + f"\n{id}" * 30).first(citation, None)
    assert long == (length + 1 if short is None else short)


@given(
    st.text("aB.!? \n\t*`。é", max_size=40) | st.text(max_size=40),
    st.text("aB.! *…", min_size=1, max_size=4),
)
@example("One.\nTwo *a. b* three.  Four", "a. b")
@example("*", "*")
def test_a_quote_is_found_in_the_first_sentence_that_has_it(text: str, quote: str) -> None:
    # Taken apart at each end of a sentence, and each part normalised by itself.
    split = re.split(r"(?<=[.!?。！？])\s+|\n+", text.strip())
    sentences = [normalise(sentence) for sentence in split if sentence]
    expected = next(
        (n for n, line in enumerate(sentences, 1) if in_order(parts(quote), line)), None
    )

    found = Sentences(text).first(Citation(clause="no-such-id", quote=quote), None)

    assert (len(Sentences(text)), found) == (len(sentences), expected)
