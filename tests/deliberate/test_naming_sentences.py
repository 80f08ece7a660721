"""The sentence that first names a clause, in short and in long reasonings."""

from hypothesis import given
from hypothesis import strategies as st

from delibctl.deliberate.sentences import Sentences
from delibctl.model import Citation


@given(st.text("ab.- \n", max_size=40), st.sampled_from(["a", "a.b", "b-a", "a.a.b"]))
def test_the_first_sentence_stays_the_first_however_often_the_id_follows(
    text: str, id: str
) -> None:
    citation = Citation(clause=id)
    short = Sentences(text).first(citation, None)
    length = len(Sentences(text))
    long = Sentences(text + f"\n{id}" * 30).first(citation, None)
    assert long == (length + 1 if short is None else short)
