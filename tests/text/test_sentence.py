"""Sentences with code: their words are escaped, their code is not touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.escape import code_span, markdown
from delibctl.text.sentence import Code, Command, File, Sentence

SIMPLE = st.text("ab c,;.", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
CODE = st.text("ab `&", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("run it", ("run it",)),
        ("run `delibctl lint a` and push", ("run ", Command("delibctl lint a"), " and push")),
        ("`cd a && delibctl ci`", (Command("cd a && delibctl ci"),)),
        ("`cd 'a b' && delibctl ci`", (Command("cd 'a b' && delibctl ci"),)),
        ("set `max_cost` in `[ci]`.", ("set ", Code("max_cost"), " in ", Code("[ci]"), ".")),
        ("cd ``a`b`` there", ("cd ", Code("a`b"), " there")),
        ("`` `a` ``", (Code("`a`"),)),
        ("an open ` backtick", ("an open ` backtick",)),
    ],
)
def test_what_stands_in_backticks_is_code(text: str, parts: tuple[str | Code, ...]) -> None:
    sentence = Sentence.marked(text)

    assert sentence.parts == parts
    assert [type(part) for part in sentence.parts] == [type(part) for part in parts]
    assert bool(sentence) is bool(text)


@given(st.lists(st.tuples(SIMPLE, CODE), min_size=1))
def test_a_marked_text_is_written_as_it_was(pairs: list[tuple[str, str]]) -> None:
    text = " ".join(f"{words} {code_span(code)}" for words, code in pairs)

    assert str(Sentence.marked(text)) == text
    codes = [part.text for part in Sentence.marked(text).parts if isinstance(part, Code)]
    assert codes == [code for _, code in pairs]


def test_parts_are_joined_with_a_space_but_before_a_comma() -> None:
    sentence = Sentence.of("run", Command("delibctl ci"), ", commit", File("a.yaml"), "and push")

    assert str(sentence) == "run `delibctl ci`, commit `a.yaml` and push"
    assert sentence.commands == ("delibctl ci",)


def test_words_are_no_markup_and_code_is_as_it_was() -> None:
    sentence = Sentence.of("see *this* in", Command("cd a && delibctl ci"))

    assert sentence.written(markdown, code_span) == "see \\*this\\* in `cd a && delibctl ci`"
