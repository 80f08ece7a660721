"""Rewriting reasoning: what is asked, and what of the replies is taken."""

import pytest
from support.fake_models import TWO
from support.records import record

from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.pipeline import Pointing
from delibctl.distill.record import Record
from delibctl.distill.rewriting import rewriting
from delibctl.model import Question, Reply

REASONING = (
    'As the policy above says, [permits.forge], "Forging permits", governs this request, '
    "so I refuse."
)
POINTING = Pointing(record=record("one", reasoning=REASONING), phrases=("policy above",))
GOOD = REASONING.replace("the policy above", "the policy")


def conversation(*replies: str, **changes: object) -> tuple[Record | Dropped, list[Question]]:
    asked = rewriting(POINTING, TWO)
    questions = [next(asked)]
    for text in replies:
        try:
            questions.append(asked.send(Reply(text=text, **changes)))  # type: ignore[arg-type]
        except StopIteration as end:
            return end.value, questions
    raise AssertionError("more was asked")


def test_a_good_rewriting_becomes_the_reasoning() -> None:
    result, questions = conversation(GOOD)

    assert result == POINTING.record.with_reasoning(GOOD)
    assert len(questions) == 1
    assert questions[0].messages[1].content == (
        f"Phrases to reword:\n- policy above\n\nThe reasoning:\n\n{REASONING}"
    )


def test_the_rewriter_s_own_thoughts_are_no_reasoning() -> None:
    result, _ = conversation(f"<think>What shall I write?</think>\n{GOOD}")

    assert result == POINTING.record.with_reasoning(GOOD)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        pytest.param(REASONING, "'policy above' is still there", id="points"),
        pytest.param(
            GOOD.replace("[permits.forge], ", ""), "clause permits.forge is gone", id="id"
        ),
        pytest.param("See [permits.forge].", "most of the reasoning is gone", id="short"),
    ],
)
def test_a_fault_is_named_once_and_then_the_trial_is_dropped(bad: str, fault: str) -> None:
    mended, questions = conversation(bad, GOOD)
    dropped, _ = conversation(bad, bad)

    assert mended == POINTING.record.with_reasoning(GOOD)
    assert questions[1].messages[-1].content == (
        f"That is not right: {fault}. Reply with the whole corrected reasoning."
    )
    assert isinstance(dropped, Dropped)
    assert (dropped.reason, dropped.detail) == (Reason.NOT_REWRITTEN, fault)


@pytest.mark.parametrize(
    "changes", [{"blocked": True}, {"finish": "length"}], ids=["blocked", "cut off"]
)
def test_a_reply_that_is_no_text_is_not_asked_for_again(changes: dict[str, object]) -> None:
    result, questions = conversation(GOOD, **changes)

    assert isinstance(result, Dropped)
    assert (result.detail, len(questions)) == ("there is no reasoning in the reply", 1)
