"""What a stored question was for is told from its words."""

import json

import pytest
from support.conversations import held
from support.example_run import FORGE, POLICY

from delibctl.deliberate import Turn, turns
from delibctl.model import Exchange, Message, Mode, Reply, ReplyForm, Shown

SHOWN = Shown(messages=(Message(role="user", content="May I copy it?"),), categories=("permits",))
GOOD = '{"reasoning": "r", "citations": ["permits.forge"], "style": "refuse", "answer": "No."}'
CUT = '{"reasoning": "r", "answer": ""}'
MADE_UP, REAL = (json.dumps({"reasoning": "r", "clauses": [id]}) for id in ("permits.x", FORGE))


def names(mode: Mode, *texts: str, form: ReplyForm = ReplyForm.JSON_SCHEMA) -> list[Turn]:
    replies = [Reply(text=text) for text in texts]
    questions, _ = held(POLICY, SHOWN, *replies, mode=mode, form=form)
    asked = zip(questions, replies, strict=True)
    return list(turns(mode, [Exchange(messages=q.messages, reply=reply) for q, reply in asked]))


@pytest.mark.parametrize("form", ReplyForm)
def test_each_turn_of_a_recall_has_its_name(form: ReplyForm) -> None:
    assert names(Mode.RECALL, MADE_UP, REAL, CUT, GOOD, form=form) == [
        Turn.INDEX,
        Turn.CORRECTION,
        Turn.GIVEN,
        Turn.REPAIR,
    ]


@pytest.mark.parametrize("mode", [Mode.CATEGORY, Mode.FULL])
def test_a_second_question_elsewhere_is_a_repair(mode: Mode) -> None:
    assert names(mode, CUT, GOOD) == [Turn.POLICY, Turn.REPAIR]


def test_without_a_policy_there_is_one_turn() -> None:
    assert names(Mode.NONE, "No.") == [Turn.CONVERSATION]


def test_words_of_another_version_are_just_a_question() -> None:
    first, second = (Message(role="user", content=text) for text in ("May I?", "Well?"))
    exchanges = [
        Exchange(messages=messages, reply=Reply(text="raw"))
        for messages in ((first,), (first, second))
    ]

    assert list(turns(Mode.FULL, exchanges)) == [Turn.POLICY, Turn.OTHER]
