"""Mode `recall`: the model sees an index, asks for clauses, is given their text, and answers."""

import json

import pytest
from support.conversations import held, shown_messages
from support.example_run import COPY, EXPLAIN, FORGE, POLICY

from delibctl.deliberate.clause_requests import requested_clauses
from delibctl.model import (
    Citation,
    Deliberation,
    Form,
    Message,
    Mode,
    Reply,
    ReplyForm,
    Shown,
    Wants,
)
from delibctl.policy import clause_text

SHOWN = Shown(messages=(Message(role="user", content="May I copy it?"),), categories=("permits",))
GOOD = '{"reasoning": "r", "citations": ["permits.forge"], "style": "refuse", "answer": "No."}'


def recalled(*replies: str) -> tuple[list[str], Deliberation | None]:
    """The last message of each question, and how the deliberation ends."""
    asked, end = held(POLICY, SHOWN, *(Reply(text=text) for text in replies), mode=Mode.RECALL)
    return [question.messages[-1].content for question in asked], end


def asking_for(*ids: str) -> str:
    return json.dumps({"reasoning": "these may decide", "clauses": ids})


@pytest.mark.parametrize("form", ReplyForm)
def test_the_index_holds_every_title_and_no_clause_text(form: ReplyForm) -> None:
    system = shown_messages(POLICY, SHOWN, form, Mode.RECALL)[0].content

    for clause in POLICY.clauses:
        assert f"[{clause.id}] {clause.title}" in system
        assert clause.text not in system
    for category in POLICY.categories:
        assert category.summary in system


def test_what_is_given_is_what_was_asked_for() -> None:
    (_, given), said = recalled(asking_for(FORGE, COPY), GOOD)

    by_id = POLICY.clause_by_id
    assert clause_text(by_id[FORGE]) in given
    assert clause_text(by_id[COPY]) in given
    assert by_id[EXPLAIN].text not in given
    assert said == Deliberation(
        form=Form.STRUCTURED,
        answer="No.",
        reasoning="r",
        citations=(Citation(clause=FORGE),),
        style="refuse",
        requested=(FORGE, COPY),
        given=(FORGE, COPY),
    )


def test_the_first_question_wants_clauses_and_the_last_a_deliberation() -> None:
    asked, _ = held(
        POLICY, SHOWN, Reply(text=asking_for(FORGE)), Reply(text=GOOD), mode=Mode.RECALL
    )

    assert [question.wants for question in asked] == [Wants.CLAUSES, Wants.DELIBERATION]
    assert asked[1].messages[: len(asked[0].messages)] == asked[0].messages


def test_a_clause_that_does_not_exist_is_corrected_once() -> None:
    (_, correction, _), said = recalled(asking_for("permits.nope"), asking_for(FORGE), GOOD)

    assert correction.startswith("The policy has no clause [permits.nope].")
    assert said is not None
    assert (said.requested, said.given) == ((FORGE,), (FORGE,))


def test_a_clause_that_still_does_not_exist_counts() -> None:
    asked, said = recalled(asking_for("permits.nope"), asking_for("permits.nix", FORGE), GOOD)

    assert len(asked) == 3
    assert said is not None
    assert (said.requested, said.given) == (("permits.nix", FORGE), (FORGE,))


def test_asking_for_nothing_is_an_answer() -> None:
    (_, given), said = recalled(asking_for(), GOOD)

    assert "(You asked for none.)" in given
    assert said is not None
    assert (said.requested, said.given) == ((), ())


def test_a_model_that_answers_at_once_is_not_asked_again() -> None:
    asked, said = recalled(GOOD)

    assert len(asked) == 1
    assert said is not None
    assert (said.answer, said.given) == ("No.", ())


def test_an_answer_that_is_missing_is_asked_for_once_more() -> None:
    cut = '{"reasoning": "r", "answer": ""}'
    asked, said = recalled(asking_for(FORGE), cut, GOOD)

    assert len(asked) == 3
    assert said is not None
    assert said.given == (FORGE,)


def test_a_block_ends_it_at_any_turn() -> None:
    blocked = Reply(text="", blocked=True)
    for before in ((), (Reply(text=asking_for(FORGE)),)):
        asked, said = held(POLICY, SHOWN, *before, blocked, mode=Mode.RECALL)
        assert len(asked) == len(before) + 1
        assert said is not None
        assert said.form is Form.BLOCKED


@pytest.mark.parametrize(
    "text",
    [
        '{"clauses": ["permits.forge", "permits.copy"]}',
        'Sure.\n```json\n{"reasoning": "x", "clauses": ["permits.forge", "permits.copy"]}\n```',
        '{"clauses": "permits.forge, permits.copy"}',
        '{"clauses": [{"id": "permits.forge"}, {"clause": "permits.copy"}]}',
        "<clauses>\npermits.forge\n- [permits.copy]\n</clauses>",
        "<clauses>permits.forge, permits.copy",
        "I need `permits.forge` and [permits.copy].",
        '{"clauses": ["PERMITS.FORGE", "[permits.copy] Copying permits"]}',
    ],
)
def test_a_request_is_read_however_it_is_laid_out(text: str) -> None:
    assert requested_clauses(text, POLICY).clauses == (FORGE, COPY)
