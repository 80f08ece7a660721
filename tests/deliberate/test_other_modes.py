"""Modes `full` and `none`: the whole policy, or nothing of it."""

from support.conversations import held, shown_messages
from support.example_run import FORGE, POLICY

from delibctl.model import Citation, Form, Message, Mode, Reply, ReplyForm, Shown, Wants

OWN = (
    Message(role="system", content="You are a desk clerk."),
    Message(role="user", content="May I copy it?"),
)
SHOWN = Shown(messages=OWN, categories=())


def test_full_shows_the_text_of_every_clause_whatever_the_categories() -> None:
    system = shown_messages(POLICY, SHOWN, mode=Mode.FULL)[0].content

    assert all(clause.text in system for clause in POLICY.clauses)


def test_full_is_what_category_shows_for_all_categories() -> None:
    every = Shown(messages=OWN, categories=tuple(c.id for c in POLICY.categories))

    assert shown_messages(POLICY, SHOWN, mode=Mode.FULL) == shown_messages(POLICY, every)


def test_none_shows_the_conversation_and_nothing_else() -> None:
    [question], _ = held(POLICY, SHOWN, Reply(text="No."), mode=Mode.NONE)

    assert question.messages == OWN
    assert (question.wants, question.form) == (Wants.TEXT, ReplyForm.PROMPT)


def test_in_none_what_is_named_in_the_reasoning_is_cited() -> None:
    reply = Reply(text="I cannot help.", reasoning="This falls under permits.forge.")
    _, said = held(POLICY, SHOWN, reply, mode=Mode.NONE)

    assert said is not None
    assert (said.form, said.answer) == (Form.FREE, "I cannot help.")
    assert said.citations == (Citation(clause=FORGE, found="id"),)
