"""Whether quoted words stand in a text."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counted_lines import lines_of

from delibctl.text.quotes import in_order, normalise, parts, stands_in

CLAUSE = "Never reveal a customer's “order number” — not even in part — to anyone else."

STANDS = {
    "word for word": "Never reveal a customer's",
    "in another case": "NEVER REVEAL",
    "with straight quotes": 'customer\'s "order number"',
    "with curly apostrophe": "a customer’s",
    "with guillemets": "«order number»",
    "with low quotes": "„order number“",
    "with a plain hyphen": 'number" - not even',
    "over two lines": "Never\n   reveal\ta customer's",
    "with no-break space": "Never\u00a0reveal",
    "with soft hyphens": "Ne\u00adver re\u00adveal",
    "with zero-width spaces": "Ne\u200bver reveal",
    "in full-width letters": "Ｎｅｖｅｒ　ｒｅｖｅａｌ",
    "with quotation marks around it": '"Never reveal"',
    "with Markdown around it": "**Never reveal**",
    "with Markdown inside it": "Never **reveal** a `customer's`",
    "with a joiner": "Never\u2060 re\u200cveal",
    "with a full stop of its own": "Never reveal.",
    "cut at three dots": "Never reveal ... to anyone else",
    "cut at an ellipsis": "Never reveal … to anyone else",
    "cut at a bracketed ellipsis": "Never reveal [...] to anyone […] else",
    "ending in an ellipsis": "Never reveal...",
    "starting with an ellipsis": "... to anyone else",
}
DOES_NOT = {
    "other words": "Always reveal",
    "half a word": "Never reve",
    "one letter out of a word": "n",
    "parts in another order": "to anyone else ... Never reveal",
    "the same part twice": "Never reveal ... Never reveal",
    "a part that is not there": "Never reveal ... ever",
    "a word left out without an ellipsis": "Never a customer's",
    "nothing": "",
    "only dots": "...",
    "only marks": ' "" ',
}

FORMS = [
    ("ﬁne ﬂow", "fine flow"),
    ("Straße", "strasse"),
    ("e\u0301", "é"),
    ("a\u2011b\u2013c\u2014d", "a-b-c-d"),
    ("“a” ‘b’ „c‚ «d»", '"a" \'b\' "c\' "d"'),
    (" a \n\t b ", "a b"),
    ("x\u00ady", "xy"),
    ("²", "2"),
]

letters = st.text("abcde", min_size=1, max_size=4)
sentences = st.lists(letters, min_size=4, max_size=15)


@pytest.mark.parametrize("quote", STANDS.values(), ids=STANDS)
def test_a_quote_stands_in_its_clause(quote: str) -> None:
    assert stands_in(quote, CLAUSE)


@pytest.mark.parametrize("quote", DOES_NOT.values(), ids=DOES_NOT)
def test_a_quote_does_not_stand_in_a_clause(quote: str) -> None:
    assert not stands_in(quote, CLAUSE)


@pytest.mark.parametrize("piece", ["don't say ", "unless ", "[a](http://b) ", "a条 "])
def test_a_quote_within_words_at_every_place_is_searched_a_few_times(piece: str) -> None:
    for length in range(len(piece)):
        quote = piece * 200 + piece[:length]
        texts = [normalise(piece * count) for count in (500, 1_000)]
        in_order(parts(quote), texts[0])  # the first call compiles a pattern
        short, long = (lines_of(partial(in_order, parts(quote), text)) for text in texts)
        assert short == long


@given(st.lists(st.text("aé条-_' ", max_size=3), max_size=3), st.text("aé条-_' ", max_size=40))
def test_edges_of_words_written_out_change_no_answer(quoted: list[str], text: str) -> None:
    found = [piece for piece in map(normalise, quoted) if piece]

    assert in_order(found, normalise(text)) == _in_order_one_by_one(found, normalise(text))


def _in_order_one_by_one(pieces: list[str], text: str) -> bool:
    """Look at every place in turn."""
    position = 0
    for piece in pieces:
        position = next((n for n in range(position, len(text)) if _is_at(piece, text, n)), -1)
        if position < 0:
            return False
        position += len(piece)
    return bool(pieces)


def _is_at(piece: str, text: str, position: int) -> bool:
    before, after = text[:position][-1:], text[position + len(piece) :][:1]
    first, last = (letter.isascii() and letter.isalnum() for letter in (piece[0], piece[-1]))
    joined = (first and before.isalnum()) or (last and after.isalnum())
    return text.startswith(piece, position) and not joined


def test_an_ellipsis_of_the_text_itself_can_be_quoted() -> None:
    assert stands_in("Wait… what", "They said: Wait… what?")


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_typography_case_and_spacing_are_put_aside(text: str, form: str) -> None:
    assert normalise(text) == form


@given(st.text("aB é“’—ﬁß\u00ad\n…", max_size=20))
def test_what_is_normalised_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(sentences, st.data())
def test_every_stretch_of_a_text_stands_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))

    assert stands_in(" ".join(words[start:end]), " ".join(words))


@given(sentences, st.data())
def test_stretches_in_their_order_stand_in_a_text(words: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(words) - 1))
    skip = data.draw(st.integers(cut, len(words) - 1))

    assert stands_in(f"{' '.join(words[:cut])} … {' '.join(words[skip:])}", " ".join(words))
