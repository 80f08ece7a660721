"""The replies of writers and readers are read however they are spelled."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counted_lines import smaller_growth

from delibctl.cases.generate.by_model.layouts import PROMPTS, VERDICTS
from delibctl.cases.generate.by_model.read import (
    body_of,
    fairness,
    listed_in_prose,
    written_prompts,
)

TEXTS = ["How do I get a new passport?", "Where do I renew my licence?"]
OBJECTS = [{"prompt": text, "clause": "documents.explain"} for text in TEXTS]

VALUES: dict[str, Any] = {
    "as asked": {"prompts": OBJECTS},
    "texts": {"prompts": TEXTS},
    "a list of texts": TEXTS,
    "a list of objects": OBJECTS,
    "keys in capitals": {"PROMPTS": [{"Prompt": text} for text in TEXTS]},
    "other keys": {"prompts": [{"text": TEXTS[0]}, {"Question": TEXTS[1]}]},
    "a wrapper": {"result": {"prompts": TEXTS}},
    "a wrapper around a list": {"data": OBJECTS},
    "two wrappers": {"Result": {"Output": {"Prompts": OBJECTS}}},
    "a list around it": [{"prompts": OBJECTS}],
    "a map of numbers": {"prompts": {"1": TEXTS[0], "2": TEXTS[1]}},
    "a map of objects": {"prompts": {"first": OBJECTS[0], "second": OBJECTS[1]}},
    "JSON as a text": {"prompts": json.dumps(TEXTS)},
}
POSITIONS: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "fenced": lambda text: f"```json\n{text}\n```",
    "in prose": lambda text: f"Here they are:\n\n{text}\n\nGood luck!",
    "after thoughts": lambda text: f'<think>Say {{"prompts": ["A draft"]}}?</think>\n{text}',
    "after thoughts without a beginning": lambda text: f'Say ["A draft"]?</think>{text}',
    "in the final channel": lambda text: (
        f'<|channel|>analysis<|message|>["A draft"]<|end|><|start|>assistant'
        f"<|channel|>final<|message|>{text}"
    ),
}


def texts(reply: str, *, cut_off: bool = False) -> list[str] | None:
    """The usable prompts of a reply; None if it holds no JSON with prompts."""
    found = written_prompts(body_of(reply), cut_off=cut_off)
    return None if found is None else [item.text for item in found if not item.unusable]


@pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_prompts_are_read_in_each_shape(value: Any, position: Callable[[str], str]) -> None:
    assert texts(position(json.dumps(value))) == TEXTS


@pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)
def test_json_lines_are_read(position: Callable[[str], str]) -> None:
    assert texts(position("\n".join(map(json.dumps, OBJECTS)))) == TEXTS


def test_a_repeated_key_loses_no_prompt() -> None:
    first, second = map(json.dumps, TEXTS)

    assert texts(f'{{"prompts": [{first}], "prompts": [{second}]}}') == TEXTS


@pytest.mark.parametrize(
    ("text", "unusable"),
    [
        ("what the user types", "copied from the layout"),
        ("<prompt here>", "copied from the layout"),
        ("...", "copied from the layout"),
        ("string", "copied from the layout"),
        ("No.", "no request"),
        ("None", "no request"),
        ("N/A", "no request"),
        ("", "no request"),
        ('{"role": "user"}', "JSON, no request"),
        ('["a", "b"]', "JSON, no request"),
        (3, "not a text"),
        (None, "not a text"),
        ({"role": "user", "content": "Hi"}, "not a text"),
    ],
)
def test_what_is_no_request_makes_no_case_and_is_said(text: object, unusable: str) -> None:
    found = written_prompts(json.dumps({"prompts": [{"prompt": text}]}), cut_off=False)

    assert found is not None
    assert [item.unusable for item in found] == [unusable]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "No.",
        f"<think>{json.dumps(TEXTS)}",
        f"<think>{json.dumps({'prompts': TEXTS})}</think>",
        f"[THINK]{json.dumps(TEXTS)}[/THINK]",
        '{"prompts": []}',
        '{"prompts": null}',
        json.dumps({"prompts": {"type": "array", "items": {"type": "string"}}}),
        json.dumps({"type": "object", "properties": {"prompts": {"type": "array"}}}),
        PROMPTS[1],
        PROMPTS[2],
    ],
)
def test_what_holds_no_prompts_makes_no_case(reply: str) -> None:
    assert not texts(reply)


def test_half_a_prompt_makes_no_case() -> None:
    for whole in ({"prompts": TEXTS}, {"prompts": OBJECTS}, TEXTS):
        text = json.dumps(whole)
        for end in range(len(text) - 1):
            found = texts(text[:end], cut_off=True)
            assert found in (None, [], TEXTS[:1], TEXTS)


def test_a_list_in_prose_is_read() -> None:
    items = "Here:\n1. A stamp?\n2) Whose seal?\n- A third\n"

    assert [item.text for item in listed_in_prose(items, cut_off=False)] == [
        *("A stamp?", "Whose seal?", "A third")
    ]
    assert len(listed_in_prose(items, cut_off=True)) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"verdicts": [{"number": 1, "fair": True}, {"number": 2, "fair": False, "reason": "odd"}]},
        [{"number": "1", "fair": "yes"}, {"number": "2.", "fair": "No.", "reason": "odd"}],
        {"Verdicts": [{"Number": 1, "FAIR": "True"}, {"NUMBER": 2.0, "Fair": "FALSE",
                                                      "Reason": "odd"}]},
        {"result": {"verdicts": {"1": {"fair": True}, "2": {"fair": "no", "reason": "odd"}}}},
        {"verdicts": [{"fair": True}, {"fair": False, "reason": "odd"}]},
        [{"number": 0, "fair": True}, {"number": 1, "fair": False, "reason": "odd"}],
        [{"number": 2, "fair": True}, {"number": 1, "fair": True},
         {"number": 2, "fair": False, "reason": "odd"}],
    ],
)  # fmt: skip
def test_verdicts_of_a_reader_are_read_in_each_shape(value: Any) -> None:
    for position in POSITIONS.values():
        found = fairness(body_of(position(json.dumps(value))), 2)

        assert (found[1].fair, found[2].fair, found[2].why) == (True, False, "odd")


@pytest.mark.parametrize(
    "said", ["nein", "maybe", "fair", "", None, 1, 0, [], "yes and no", "true\n\nfalse"]
)
def test_another_word_is_neither_fair_nor_unfair(said: object) -> None:
    found = fairness(json.dumps({"verdicts": [{"number": 1, "fair": said}]}), 1)

    assert found[1].fair is None


def test_verdicts_in_thoughts_are_none() -> None:
    verdicts = json.dumps({"verdicts": [{"number": 1, "fair": True}]})

    assert fairness(body_of(f"<think>{verdicts}"), 1) == {}


@pytest.mark.parametrize("template", [1, 2])
def test_template_2_shows_no_braces(template: int) -> None:
    for layouts in (PROMPTS, VERDICTS):
        assert ("{" in layouts[template]) is (template == 1)


@given(st.text(st.sampled_from('{}[]":,\\promt fair12\n')))
def test_reading_never_raises(text: str) -> None:
    for item in written_prompts(text, cut_off=False) or ():
        assert item.text or item.unusable
    fairness(text, 3)


@pytest.mark.parametrize("piece", ['["a", ', '[{"prompts": ', '{"prompt": "', "- a\n"])
def test_reading_a_reply_takes_lines_linear_in_its_length(piece: str) -> None:
    def reading(length: int) -> Callable[[], object]:
        body = body_of(piece * (length // len(piece)))
        return lambda: (written_prompts(body, cut_off=False), fairness(body, 3))

    assert smaller_growth([reading(length) for length in (5_000, 10_000, 20_000)]) <= 2.6


@pytest.mark.parametrize(
    "item",
    [
        "How?",
        '"How?"',
        "“How?”",
        "«How?»",
        "**How?**",
        '**"How?"**',
        "Prompt: How?",
        "**Prompt 12:** How?",
        'prompt: "How?"',
        "User prompt: How?",
        "Question: “How?”",
    ],
)
def test_labels_and_marks_around_an_item_are_none_of_its_text(item: str) -> None:
    found = listed_in_prose(f"1. {item}\n2. {item}\n", cut_off=False)

    assert [prompt.text for prompt in found] == ["How?"] * 2


@pytest.mark.parametrize(
    "item", ['"A" or "B"?', "**A** and **B**", "Is a prompt: text?", 'Say "A"', '""', "****"]
)
def test_marks_inside_an_item_stay(item: str) -> None:
    assert [prompt.text for prompt in listed_in_prose(f"- {item}", cut_off=False)] == [item]
