"""The text of Markdown: what its author sees, with addresses, and nothing left out unsaid."""

import pytest

from delibctl.policy.importers import FORMATS


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("See [the list][l].\n\n[l]: https://e.org/a", "See [the list](https://e.org/a)."),
        ("See [l].\n\n[l]: /a 'T'", 'See [l](/a "T").'),
        ("[l][] ![p][l]\n\n[l]: </a b>", "[l](</a b>) ![p](</a b>)"),
        ("[a](https://e.org/ü) <https://e.org>", "[a](https://e.org/ü) <https://e.org>"),
        (r"5 &lt; 6 &amp; \*x\* snake\_case &copy;", "5 < 6 & *x* snake_case ©"),
        (r"`a\_b &amp;` **b** _c_", r"`a\_b &amp;` **b** _c_"),
        ("one  \ntwo\\\nthree\nfour", "one two three four"),
        ("Note.[^1]\n\n[^1]: Minors are excluded.", "Note.[^1]\n\n[^1]: Minors are excluded."),
        ("- [x] a &amp; b\n- [c][l]\n\n[l]: /d", "- [x] a & b\n- [c](/d)"),
    ],
)
@pytest.mark.parametrize("format", ["headings", "anchored"])
def test_entities_escapes_and_references_are_resolved(
    format: str, markdown: str, text: str
) -> None:
    sketch = FORMATS[format].read(f"# R\n\n## A &amp; B\n\n{markdown}\n\n## C\n\nc\n", "r")

    clause = sketch.categories[0].clauses[0 if format == "headings" else 1]
    if "[^1]" in markdown and format == "anchored":
        text = "Note.\n\n: Minors are excluded."
    assert (clause.title, clause.text) == ("A & B", text)


@pytest.mark.parametrize("format", ["headings", "anchored"])
def test_what_no_text_shows_is_listed(format: str) -> None:
    text = (
        "# R\n\n## A\n\na [l]\n\n[l]: /x\n[l]: /y\n[u]: /z\n[^1]: Minors\n\n<p>b</p>\n\n## C\n\nc\n"
    )

    listed = FORMATS[format].read(text, "r").left_over

    assert {
        (8, "a second address of [l]"),
        (9, "the address of [u], which no link uses"),
        (10, "the address of [^1], which no link uses"),
        (12, "an HTML block"),
    } <= set(listed)
