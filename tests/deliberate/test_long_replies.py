"""Long hostile replies are read, matched, observed and shown in time linear in their length."""

from collections.abc import Callable
from time import process_time

import pytest
from support.example_run import EXPLAIN, POLICY

from delibctl.deliberate import copies_layout, match, named_categories, parse
from delibctl.deliberate.clause_requests import requested_clauses
from delibctl.judge.changes.read import read_vote
from delibctl.judge.patterns import observe
from delibctl.judge.read import read
from delibctl.model import Deliberation, Form, Mode, ReplyForm
from delibctl.text.thoughts import split_thoughts

IDS = frozenset(POLICY.clause_by_id)
QUOTE = " ".join(POLICY.clause_by_id[EXPLAIN].text.split()[:5])
#: Texts that are repeated, alone and after the beginning of a reply.
PIECES = {
    "markup": "[@click=app.quit]x[/] ",
    "braces": "{",
    "closing braces": "}",
    "brackets": "[",
    "quotation marks": '"',
    "curly quotation marks": "“",
    "other opening marks": "«",
    "backticks": "`",
    "fences": "```\n",
    "tildes": "~~~\n",
    "keys": '{"answer":',
    "whole objects": '{"answer": "x"} ',
    "whole replies": '{"reasoning": "r", "style": "comply", "answer": "x"}\n',
    "keys without a colon": '{"answer" ',
    "escaped quotes in braces": '{"a\\"',
    "braces and comments": "{//",
    "nested lists": '{"a":[',
    "repeated keys": '"answer": "x{}",'.replace("{}", "y"),
    "think": "<think>",
    "think closed": "</think>",
    "think in lines": "<think>\n</think>\n",
    "think in brackets": "[THINK]",
    "channels": "<|channel|>analysis<|message|>",
    "stripped channels": "assistantfinal",
    "answer": "<answer>",
    "answers in lines": "<answer>\n</answer>\n",
    "citations": "<citations>\n[permits.forge]\n",
    "ids": "[permits.forge] ",
    "unknown ids": "[a.b] “",
    "ids in a list": "s1, s2\n",
    "a quote": QUOTE + " ",
    "routes": "does not cover x -> [permits.forge] ",
    "words": "a ",
    "one word": "a",
    "blanks": " ",
    "line ends": "\n",
    "dots": "...",
    "bullets": "- x\n",
    "emphasis": "**a ",
}
BEGINNINGS = {
    "alone": "",
    "in an answer": '{"reasoning": "r", "citations": [{"clause": "permits.forge", "quote": "',
    "in citations": "<reasoning>\nr\n</reasoning>\n<citations>\n",
    "in thoughts": "<think>\n",
}
#: Reading is linear, so four times the text takes four times as long, with some tolerance.
RATIO, NOISE = 8.0, 0.1


#: The rows of an ordinary run; the others take a minute, and run with -m slow.
QUICK = {("markup", "alone"), ("backticks", "alone"), ("think in lines", "in thoughts"),
         ("answers in lines", "in citations"), ("ids in a list", "in citations"),
         ("braces", "in an answer")}  # fmt: skip
ROWS = [
    pytest.param(
        piece,
        begins,
        marks=() if (name, place) in QUICK else pytest.mark.slow,
        id=f"{name}, {place}",
    )
    for name, piece in PIECES.items()
    for place, begins in BEGINNINGS.items()
]


def everything(text: str) -> None:
    """What is done with a reply between its arrival and its figures."""
    for asked in (None, ReplyForm.JSON_OBJECT, ReplyForm.PROMPT):
        deliberation = parse(text, IDS, asked=asked)
        if deliberation is None:
            copies_layout(text)
            deliberation = Deliberation(form=Form.FREE, answer=text, reasoning=text)
        match(deliberation, POLICY, Mode.NONE)
        named_categories(deliberation, POLICY, Mode.NONE)
        observe((), deliberation.answer)
    requested_clauses(text, POLICY)
    split_thoughts(text, layout=())
    read(text, IDS)
    read_vote(text)


def seconds(work: Callable[[str], object], text: str) -> float:
    started = process_time()
    work(text)
    return process_time() - started


@pytest.mark.parametrize(("piece", "begins"), ROWS)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str, begins: str) -> None:
    def text(length: int) -> str:
        return begins + piece * (length // len(piece))

    short = seconds(everything, text(3_000))
    assert seconds(everything, text(12_000)) <= RATIO * short + NOISE


@pytest.mark.slow
@pytest.mark.parametrize("begins", BEGINNINGS.values(), ids=BEGINNINGS)
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_megabyte_is_read_within_two_seconds(piece: str, begins: str) -> None:
    text = begins + piece * (1_000_000 // len(piece))
    assert seconds(lambda text: parse(text, IDS, asked=ReplyForm.JSON_OBJECT), text) <= 2.0
