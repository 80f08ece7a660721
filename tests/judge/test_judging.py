"""A vote of a judge: what it is asked, and the reason why a verdict is missing."""

import json
from typing import Any

import pytest

from delibctl.judge.judging import judging
from delibctl.judge.layouts import verdict_layout
from delibctl.model import (
    Case,
    Deliberation,
    Expected,
    Form,
    Judge,
    Kind,
    Message,
    Policy,
    Question,
    Reply,
    Verdict,
)

POLICY = Policy(id="p", version="1.0.0", title="P", definitions={}, styles={}, categories=())
CASE = Case(
    id="a",
    messages=(Message(role="user", content="Hi"),),
    categories=(),
    kind=Kind.DIRECT,
    expected=Expected(style="comply"),
)
ANSWER = Deliberation(form=Form.FREE, answer="You apply at the issuing office.", reasoning="")
VERDICT = {"reason": "It explains.", "quote": "You apply", "outcome": "comply", "clauses": [],
           "rules": [], "correctness": 4, "helpfulness": 4, "agree": True}  # fmt: skip
WORDS = json.dumps(VERDICT)


def judged(*replies: Reply, template: int = 1) -> tuple[list[Question], Verdict]:
    """The questions of a judge with these replies, and its verdict."""
    conversation = judging(Judge(name="m", template=template), 1, POLICY, CASE, ANSWER)
    questions = [next(conversation)]
    for reply in replies:
        try:
            questions.append(conversation.send(reply))
        except StopIteration as end:
            return questions, end.value
    raise AssertionError("another question was expected to be the last")


CUT = "; the judge was cut off, raise max_tokens"
LAYOUT = verdict_layout(1, claimed=True)


@pytest.mark.parametrize(
    ("replies", "why"),
    [
        ([Reply(text="", finish="length")], f"the reply held no text{CUT}"),
        ([Reply(text="", reasoning=WORDS)], "the reply held no text"),
        ([Reply(text=f"<think>One could write {WORDS}", finish="length")],
         f"the reply held no text outside thoughts{CUT}"),
        ([Reply(text=f"<think>{WORDS}</think>")], "the reply held no text outside thoughts"),
        ([Reply(text=WORDS, blocked=True)], "the provider's filter answered in place of the judge"),
        ([Reply(text="Hm."), Reply(text="Hm?")], "the reply was not a verdict, asked twice"),
        ([Reply(text="Hm."), Reply(text="")], "the reply held no text, asked twice"),
        ([Reply(text="Hm."), Reply(text='{"reason": "It', finish="length")],
         f"the reply was not a verdict, asked twice{CUT}"),
        ([Reply(text=LAYOUT), Reply(text=LAYOUT)],
         "the reply copied the layout, asked twice; template = 2 describes it in words"),
    ],
)  # fmt: skip
def test_a_missing_verdict_has_its_reason(replies: list[Reply], why: str) -> None:
    questions, verdict = judged(*replies)

    assert (verdict.readable, verdict.why) == (False, why)
    assert len(questions) == len(replies)


def test_a_question_in_words_gives_no_advice_to_ask_in_words() -> None:
    _, verdict = judged(Reply(text=LAYOUT), Reply(text=LAYOUT), template=2)

    assert verdict.why == "the reply copied the layout, asked twice"


@pytest.mark.parametrize(
    ("quote", "notes"),
    [
        ("You apply", ()),
        ("“you   APPLY … office.”", ()),
        ("", ()),
        ("...", ()),
        ("You apply at the issuing desk",
         ('the quote is not in the answer; the nearest words: "You apply at the issuing office"',)),
        ("Nothing of the kind", ("the quote is not in the answer",)),
    ],
)  # fmt: skip
def test_a_quote_is_held_against_the_answer(quote: Any, notes: tuple[str, ...]) -> None:
    _, verdict = judged(Reply(text=json.dumps(VERDICT | {"quote": quote})))

    assert verdict.notes == notes
    assert verdict.score == 4


def test_each_template_describes_the_layout_and_only_the_first_shows_it() -> None:
    first, second = (
        judged(Reply(text=WORDS), template=template)[0][0].messages[0].content
        for template in (1, 2)
    )

    before, layout, after = first.partition(LAYOUT)
    assert second == before + verdict_layout(2, claimed=True) + after
    assert "{" in layout
    assert "{" not in second
