"""`enum`: the schema of a reply allows only the ids and styles that its question shows."""

import asyncio
import json
from typing import Any

import pytest
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.raw_server import http, raw_server

from delibctl.deliberate import Prompter
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import (
    Choices,
    Message,
    Mode,
    ModelSpec,
    Question,
    Reply,
    ReplyForm,
    Shown,
    Wants,
)

SHOWN = Shown(messages=(Message(role="user", content="May I?"),), categories=("permits",))
IDS = tuple(clause.id for clause in POLICY.clauses)
STYLES = ("comply", "refuse", "safe-complete")
BODY = {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]}


def asked(mode: Mode, form: ReplyForm, *, enum: bool = True) -> Question:
    return Prompter(POLICY, 2).opening(SHOWN, mode, form, enum=enum)


def response_format(question: Question) -> Any:
    """What a server is sent with a question."""

    async def send(url: str) -> None:
        model = ModelSpec(alias="m", name="openai/m", api_base=url)
        sender = RequestSender(model, {}, RateLimiter(1))
        await sender.send(question)
        await sender.close()

    with raw_server(http(200, BODY)) as server:
        asyncio.run(send(server.url))
        return json.loads(server.requests[0].body).get("response_format")


@pytest.mark.parametrize("mode", [Mode.CATEGORY, Mode.FULL, Mode.RECALL])
def test_a_question_offers_the_ids_and_styles_that_it_shows(mode: Mode) -> None:
    choices = asked(mode, ReplyForm.JSON_SCHEMA).choices

    assert choices is not None
    assert choices.clauses == IDS
    assert set(STYLES) <= set(choices.styles) == {*STYLES, *POLICY.styles}


def test_without_the_setting_or_without_a_policy_it_offers_nothing() -> None:
    assert asked(Mode.FULL, ReplyForm.JSON_SCHEMA, enum=False).choices is None
    assert asked(Mode.NONE, ReplyForm.JSON_SCHEMA).choices is None


def test_after_a_recall_it_offers_the_clauses_that_were_given() -> None:
    talk = Prompter(POLICY, 2).deliberate(SHOWN, Mode.RECALL, ReplyForm.JSON_OBJECT, enum=True)
    next(talk)

    followup = talk.send(Reply(text=json.dumps({"reasoning": "", "clauses": [COPY]})))

    assert followup.choices is not None
    assert followup.choices.clauses == (COPY,)


def test_a_schema_holds_the_choices_and_a_json_object_holds_the_schema() -> None:
    choices = Choices(clauses=(EXPLAIN, FORGE), styles=STYLES)
    ids = {"type": "string", "enum": [EXPLAIN, FORGE]}

    def sent(form: ReplyForm, wants: Wants = Wants.DELIBERATION) -> Any:
        messages = SHOWN.messages
        return response_format(Question(messages=messages, form=form, wants=wants, choices=choices))

    schema = sent(ReplyForm.JSON_SCHEMA)["json_schema"]["schema"]
    assert schema["properties"]["citations"]["items"]["properties"]["clause"] == ids
    assert schema["properties"]["style"] == {"type": "string", "enum": list(STYLES)}
    assert sent(ReplyForm.JSON_OBJECT) == {"type": "json_object", "schema": schema}
    clauses = sent(ReplyForm.JSON_SCHEMA, Wants.CLAUSES)["json_schema"]["schema"]["properties"]
    assert clauses["clauses"] == {"type": "array", "items": ids}
    assert sent(ReplyForm.PROMPT) is None


def test_a_schema_without_choices_stays_what_it_is() -> None:
    question = asked(Mode.FULL, ReplyForm.JSON_SCHEMA, enum=False)
    fields = response_format(question)["json_schema"]["schema"]["properties"]

    assert fields["style"] == {"type": "string"}
    assert response_format(asked(Mode.FULL, ReplyForm.JSON_OBJECT, enum=False)) == {
        "type": "json_object"
    }
