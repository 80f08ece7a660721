"""Replies as models send them: each file of tests/replies against what it says."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.deliberate import parse
from delibctl.deliberate.copied import placeholder
from delibctl.model import Deliberation, Form, ReplyForm
from delibctl.text.embedded import unescaped

REPLIES = Path(__file__).parents[1] / "replies"
TEXTS = sorted(REPLIES.glob("*.txt"))
IDS: list[str] = json.loads((REPLIES / "ids.json").read_text(encoding="utf-8"))
KNOWN = frozenset(IDS)

FRAGMENTS = [
    *("{", "}", "[", "]", '"', "'", ":", ",", "\\", "\\n", "\\u0053", "\\ud83d", "\n", "\r\n", " "),
    *('{"answer":', '{"reasoning": "', '"citations": [', '{"clause": "', '", "quote": "', "null"),
    *('"style": "', '", "answer": "', "{'answer': '", "{answer:", "“", "”", "：", "，", "/*", "//"),
    *("<reasoning>", "</reasoning>", "<citations>", "</citations>", "<style>", "</style>"),
    *("<answer>", "</answer>", '<citation clause="', '"/>', "</citation>", "<clause>", "</clause>"),
    *("<think>", "</think>", "```", "```json\n", "- ", "1. ", "§", "`", "**", "None", "# ", "word"),
    *("1", "1e999", "9" * 5000, "�", "\x00", "é", "条"),
]
SOUND = [
    '{"reasoning": "By S1.", "citations": [{"clause": "K3.b", "quote": "one"}], '
    '"style": "comply", "answer": "Yes."}',
    '<reasoning>\nBy S1.\n</reasoning>\n<citations>\n[K3.b] "one"\n</citations>\n'
    "<style>comply</style>\n<answer>\nYes.\n</answer>",
]
fragments = st.sampled_from(FRAGMENTS) | st.sampled_from(IDS) | st.text(max_size=5)
assembled = st.lists(fragments, max_size=40).map("".join)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A sound reply with pieces taken out of it and fragments put in."""
    text = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(fragments | st.sampled_from(SOUND)) + text[end:]
    return text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_reply_says(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert _as_dict(parse(text, KNOWN, asked=ReplyForm.PROMPT)) == expected


def test_every_reply_has_its_expectation() -> None:
    stems = {path.stem for path in REPLIES.glob("*.json")} - {"ids"}
    assert stems == {path.stem for path in TEXTS}
    assert len(stems) >= 110


def test_reasoning_beside_the_text_stands_first() -> None:
    found = parse("<think>S1.</think>" + '{"reasoning": "S2.", "answer": "Yes."}', KNOWN, " K3.b. ")
    assert found is not None
    assert found.reasoning == "K3.b.\n\nS1.\n\nS2."
    assert found.mentioned == ("K3.b", "S1", "S2")


def test_free_citations_are_found_and_laid_out_ones_declared() -> None:
    free, laid_out = parse("See S1.", KNOWN), parse("<citations>S1</citations><answer>a", KNOWN)
    assert free is not None
    assert laid_out is not None
    assert [citation.found for citation in free.citations] == ["id"]
    assert [citation.found for citation in laid_out.citations] == ["declared"]


@pytest.mark.parametrize(
    ("block", "answer"),
    [
        ("End it with </answer> then.</answer>", "End it with </answer> then."),
        ("One </answer> and one </answer> more.</answer>", "One </answer> and one </answer> more."),
        ("Yes.</answer> I hope it helps.", "Yes."),
        ("Yes.</answer>\nDone.</answer>", "Yes."),
        ("Yes.</answer></answer>", "Yes."),
    ],
)
def test_a_closing_tag_in_the_prose_of_an_answer_does_not_end_it(block: str, answer: str) -> None:
    found = parse(f"<reasoning>By S1.</reasoning><answer>{block}", KNOWN)
    assert found is not None
    assert found.answer == answer


@pytest.mark.parametrize("depth", [50, 500, 5000, 50000])
@pytest.mark.parametrize("key", ["answer", "citations", "style"])
def test_deep_nesting_is_read(depth: int, key: str) -> None:
    text = '{"reasoning": "S1.", "answer": "x", "' + key + '": ' + "[" * depth + "]" * depth + "}"
    _check(text, parse(text, KNOWN))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    _check(text, parse(text, KNOWN))


@given(assembled | spoilt(), st.sampled_from(["", "S1 decides, not [refunds]."]))
@example('{"reasoning": "\\u00531", "answer": "x"}', "")
@example('{"reasoning": "S\\u200b1", "citations": ["\\u00531"], "answer": "x"}', "")
def test_any_broken_layout_is_read(text: str, reasoning: str) -> None:
    _check(text, parse(text, KNOWN, reasoning), reasoning)


@given(assembled | spoilt())
@example("<style>")
def test_a_whole_object_is_read_back_unless_its_answer_is_a_placeholder(answer: str) -> None:
    reply = {"reasoning": "r", "citations": [{"clause": "S1", "quote": "q"}], "answer": answer}
    found = parse(json.dumps(reply), KNOWN)
    wanted = "" if placeholder(answer) else answer.strip()
    assert (found.answer if found else "") == wanted
    assert found is None or found.form is Form.STRUCTURED


def _check(text: str, found: Deliberation | None, reasoning: str = "") -> None:
    if found is None:
        return
    assert found.answer
    assert found.answer == found.answer.strip()
    assert found.reasoning == found.reasoning.strip()
    given = f"{reasoning}\n{text}\n{unescaped(text)}"
    for citation in found.citations:
        assert citation.clause
        assert citation.clause in given
    for id in found.mentioned:
        assert id in KNOWN
        assert id in given
    for part in (found.answer, found.reasoning, found.style or ""):
        part.encode("utf-8")


def _as_dict(found: Deliberation | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "form": found.form.value,
        "reasoning": found.reasoning,
        "citations": [{"clause": c.clause, "quote": c.quote} for c in found.citations],
        "style": found.style,
        "answer": found.answer,
        "mentioned": list(found.mentioned),
    }
