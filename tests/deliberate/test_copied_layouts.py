"""Replies that repeat the layout, or hold JSON without an answer, where a layout was asked for."""

import json
from hashlib import sha256

import pytest

from delibctl.deliberate import copies_layout, parse
from delibctl.deliberate.layouts import LAYOUTS, PLACEHOLDERS
from delibctl.model import Form, ReplyForm

KNOWN = frozenset({"documents.explain", "documents.forge", "S1"})
KEYS = ("reasoning", "citations", "style", "answer")
SCHEMA = {
    "type": "object",
    "required": list(KEYS),
    "properties": {
        "reasoning": {"type": "string"},
        "citations": {"type": "array", "items": {"type": "object"}},
        "style": {"type": "string", "description": "the style"},
        "answer": {"type": "string"},
    },
}
BOOKS = {"$schema": "https://json-schema.org/", "properties": {"title": {"type": "string"}}}
JSON, TAGS = ReplyForm.JSON_OBJECT, ReplyForm.PROMPT


def reply(**values: object) -> str:
    whole = {"reasoning": "By S1.", "citations": [], "style": "comply", "answer": "Yes."}
    return json.dumps({**whole, **values})


COPIES = {
    "the example of version 1": LAYOUTS[1].json.partition("\n")[2],
    "with its request": LAYOUTS[1].json,
    "version 2": LAYOUTS[2].json,
    "the tags of version 1": LAYOUTS[1].tags.partition("\n")[2],
    "the tags of version 1 with their request": LAYOUTS[1].tags,
    "the tags of version 2": LAYOUTS[2].tags,
    "a schema": json.dumps(SCHEMA),
    "a schema with its address": json.dumps({"$schema": "https://json-schema.org/", **SCHEMA}),
    "the types of a schema": json.dumps(SCHEMA["properties"]),
    "a schema in a wrapper": json.dumps({"schema": SCHEMA}),
    "a schema in a fence": f"```json\n{json.dumps(SCHEMA)}\n```",
    "type words": json.dumps(dict.fromkeys(KEYS, "string")),
    "dots": reply(answer="..."),
    "one ellipsis": reply(answer="…"),
    "a schema of the reply as the answer": reply(answer=SCHEMA),
    "a part of a schema": reply(answer={"type": "string", "description": "the answer"}),
    "a schema of other keys without reasoning": reply(reasoning="string", answer=BOOKS),
    "a slot": reply(answer="<your answer>"),
    "a slot in braces": reply(answer="{answer}"),
    "a slot with here": reply(answer="[your answer here]"),
    "your answer here": reply(answer="Your answer here."),
    "in quotation marks": reply(answer='"what the user reads"'),
    "capitals": reply(answer="What the user reads."),
    "after thoughts": "<think>Hm.</think>" + reply(answer="what the user reads"),
    "nothing but the placeholder": "what the user reads",
}


@pytest.mark.parametrize("asked", [JSON, TAGS], ids=["json", "tags"])
@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_of_the_layout_is_no_answer(text: str, asked: ReplyForm) -> None:
    assert parse(text, KNOWN, asked=asked) is None
    assert copies_layout(text)


@pytest.mark.parametrize("words", sorted(PLACEHOLDERS))
def test_every_placeholder_of_a_layout_is_known(words: str) -> None:
    assert parse(reply(answer=words), KNOWN, asked=JSON) is None


def test_placeholders_beside_an_answer_are_left_out() -> None:
    citations = [
        {"clause": "id of the clause", "quote": "words copied from it"},
        {"clause": "S1", "quote": "words copied from it"},
        {"clause": "string", "quote": "string"},
    ]
    found = parse(reply(citations=citations, style="name of the style"), KNOWN, asked=JSON)
    assert found is not None
    assert [(c.clause, c.quote) for c in found.citations] == [("S1", "")]
    assert (found.style, found.answer) == (None, "Yes.")


ANSWERS = {
    "a schema that the user asked for": (reply(answer=json.dumps(SCHEMA) + " is it."), None),
    "a schema of other keys": (reply(answer=BOOKS), Form.STRUCTURED),
    "a schema of other keys as a text": (reply(answer=json.dumps(BOOKS)), Form.STRUCTURED),
    "a schema of other keys in tags": (
        f"<reasoning>By S1.</reasoning><answer>{json.dumps(BOOKS)}</answer>",
        Form.TAGGED,
    ),
    "a schema without a request for a layout": (json.dumps({"type": "object"}), Form.FREE),
    "a word that is a type": (reply(answer="string"), Form.STRUCTURED),
    "dots in an answer": (reply(answer="Well... yes."), Form.STRUCTURED),
    "values filled into a schema": (
        json.dumps({**SCHEMA, "properties": json.loads(reply())}),
        Form.STRUCTURED,
    ),
    "an object in a wrapper": (f'{{"response": {reply()}}}', Form.STRUCTURED),
    "a list with one object": (f"[{reply()}]", Form.STRUCTURED),
    "an object in a JSON string": (json.dumps(reply()), Form.STRUCTURED),
    "keys in capitals": (reply().replace('"answer"', '"ANSWER"'), Form.STRUCTURED),
    "an example, and then the answer": (
        LAYOUTS[1].json.partition("\n")[2] + "\n" + reply(),
        Form.STRUCTURED,
    ),
    "the answer, and then the example": (
        reply() + "\n" + LAYOUTS[1].json.partition("\n")[2],
        Form.STRUCTURED,
    ),
}


@pytest.mark.parametrize(("text", "form"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_stays_one(text: str, form: Form | None) -> None:
    found = parse(text, KNOWN, asked=None)
    assert found is not None
    assert found.form is (form or Form.STRUCTURED)


NO_ANSWERS = {
    "an empty object": "{}",
    "an empty list": "[]",
    "an empty list over two lines": "[\n]",
    "null": "null",
    "null in a fence": "```json\nnull\n```",
    "an empty text": '""',
    "a key that is cut off": '{"reason',
    "a reasoning that is cut off": '{"reasoning": "By S1',
    "another object": '{"id": 1}',
    "another object in a fence": '```json\n{"id": 1}\n```',
    "another object that is cut off": '{"id": "a',
    "a list of objects": '[{"id": 1}, {"id": 2}]',
    "no answer": '{"reasoning": "By S1.", "style": "comply"}',
    "an empty answer": reply(answer=""),
    "an answer that is null": reply(answer=None),
}


@pytest.mark.parametrize("text", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_json_without_an_answer_is_no_free_text_where_json_was_asked_for(text: str) -> None:
    assert parse(text, KNOWN, asked=JSON) is None
    assert not copies_layout(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sorry, no.", id="prose"),
        pytest.param('{"id": 1} is what you store.', id="an object and prose"),
        pytest.param("[S1] forbids it.", id="an id"),
        pytest.param("{name}, hello.", id="a slot of prose"),
        pytest.param("null and void", id="null in prose"),
        pytest.param("42", id="a number"),
        pytest.param("true", id="true"),
    ],
)
def test_other_text_is_free_in_every_layout(text: str) -> None:
    for asked in (None, JSON, TAGS):
        found = parse(text, KNOWN, asked=asked)
        assert found is not None
        assert (found.form, found.answer) == (Form.FREE, text)


def test_a_repeated_key_loses_nothing() -> None:
    text = (
        '{"reasoning": "One.", "citations": [{"clause": "S1", "quote": "a"}], "reasoning": "Two.", '
        '"citations": [{"clause": "documents.forge", "quote": "b"}], "answer": "A", "answer": "B"}'
    )
    found = parse(text, KNOWN, asked=JSON)
    assert found is not None
    assert (found.reasoning, found.answer) == ("One.\n\nTwo.", "A\n\nB")
    assert [citation.clause for citation in found.citations] == ["S1", "documents.forge"]


ROUTE = "Does not cover: how forgeries were found out in the past -> [documents.forge]"


@pytest.mark.parametrize(
    "route",
    [
        pytest.param(ROUTE, id="as shown"),
        pytest.param(ROUTE.replace("->", "→").lower(), id="another arrow"),
        pytest.param("- **" + ROUTE.replace(":", ":**", 1), id="a bold list item"),
        pytest.param("Wins over: [documents.forge], [S1]", id="wins over"),
    ],
)
def test_ids_in_a_copied_clause_are_no_citations(route: str) -> None:
    copied = f"[documents.explain] applies.\n{route}"
    free = parse(copied, KNOWN, asked=JSON)
    tagged = parse(f"<citations>\n{copied}\n</citations>\n<answer>Yes.</answer>", KNOWN)
    none = parse(f"<reasoning>{copied}</reasoning>\n<answer>Yes.</answer>", KNOWN)
    assert free is not None
    assert tagged is not None
    assert none is not None
    assert [citation.clause for citation in free.citations] == ["documents.explain"]
    assert [citation.clause for citation in tagged.citations] == ["documents.explain"]
    assert none.mentioned == ("documents.explain",)


def test_a_sentence_that_names_the_other_clause_cites_it() -> None:
    found = parse("documents.explain does not cover it, so [documents.forge] decides.", KNOWN)
    assert found is not None
    assert [c.clause for c in found.citations] == ["documents.explain", "documents.forge"]


def test_version_1_is_as_it_was_since_cached_answers_depend_on_it() -> None:
    first = LAYOUTS[1]
    texts = (first.json, first.tags, first.clauses_json, first.clauses_tags)
    assert sha256("\0".join(texts).encode()).hexdigest()[:16] == "21fb57b08c1ecf76"


@pytest.mark.parametrize("form", ["json", "tags", "clauses_json", "clauses_tags"])
def test_version_2_holds_no_example_that_could_be_copied(form: str) -> None:
    text = getattr(LAYOUTS[2], form)
    assert not set(text) & set('{}<>"')


WHOLE = '{"reasoning": "r", "citations": [], "style": "comply", "answer": "Sure"}'


@pytest.mark.parametrize(
    "text",
    [
        f"The user wrote {WHOLE} and I refuse.",
        f"I refuse: you want me to send {WHOLE} as my reply.",
        f"No.\nNot even if you write {WHOLE}, or anything like it.",
    ],
)
def test_a_whole_reply_that_is_quoted_in_a_sentence_is_no_reply(text: str) -> None:
    found = parse(text, set())

    assert found is not None
    assert (found.form, found.answer) == (Form.FREE, text)


@pytest.mark.parametrize(
    "text",
    [f"Here it is: {WHOLE}", f"{WHOLE} Hope it helps", f"Here: {WHOLE}.\nBye", f"Draft: `{WHOLE}`"],
)
def test_words_on_one_side_of_a_reply_do_not_matter(text: str) -> None:
    found = parse(text, set())

    assert found is not None
    assert (found.form, found.answer) == (Form.STRUCTURED, "Sure")
