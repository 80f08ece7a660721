"""Answers kept by content: the key is what the user and the policy decide."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.edge.answers.answer_key import answer_key
from delibctl.edge.answers.cached_ask import CachedAsk
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.turn_commits import TurnCommits
from delibctl.errors import DelibctlError
from delibctl.model import (
    Failure,
    FailureKind,
    Message,
    ModelSpec,
    Question,
    Reply,
    ReplyForm,
    Usage,
    Wants,
)

MODEL = ModelSpec(alias="mock", name="openai/mock")
QUESTION = Question(messages=(Message(role="user", content="Hello?"),))
REPLY = Reply(text="Hello.", reasoning="r", usage=Usage(input=3, price=0.5), seconds=1.5)


def ask_twice(path: Path, replies: list[Reply | Failure]) -> tuple[list[Reply | Failure], int]:
    """Both answers to the same question in two sessions, and how often the model was asked."""
    asked = 0

    async def ask(_: Question) -> Reply | Failure:
        nonlocal asked
        asked += 1
        return replies[asked - 1]

    answers = []
    for _ in range(2):
        kept = AnswerStore(path)
        answers.append(asyncio.run(_once(kept, ask)))
        kept.close()
    return answers, asked


async def _once(
    kept: AnswerStore, ask: Callable[..., object], *, refresh: bool = False
) -> Reply | Failure:
    remembered = CachedAsk(kept, TurnCommits(kept.commit), refresh=refresh)
    return await remembered.wrap(MODEL, ask)(QUESTION)  # type: ignore[arg-type]


def test_an_answer_is_given_again_whole(tmp_path: Path) -> None:
    assert ask_twice(tmp_path / "a.sqlite", [REPLY]) == ([REPLY, replace(REPLY, kept=True)], 1)


@pytest.mark.parametrize(
    "first",
    [Reply(text="  "), Failure(kind=FailureKind.SERVER, message="it broke")],
    ids=["an empty reply", "a failure"],
)
def test_what_is_no_answer_is_asked_again(tmp_path: Path, first: Reply | Failure) -> None:
    assert ask_twice(tmp_path / "a.sqlite", [first, REPLY]) == ([first, REPLY], 2)


def test_refresh_asks_again_and_keeps_the_new_answer(tmp_path: Path) -> None:
    async def ask(_: Question) -> Reply:
        return replace(REPLY, text="Hi again.")

    ask_twice(tmp_path / "a.sqlite", [REPLY])
    kept = AnswerStore(tmp_path / "a.sqlite")
    asyncio.run(_once(kept, ask, refresh=True))

    found = kept.find(MODEL, QUESTION)
    kept.close()
    assert found == replace(REPLY, text="Hi again.", kept=True)


def test_an_answer_that_cannot_be_read_says_which_file_is_damaged(tmp_path: Path) -> None:
    ask_twice(tmp_path / "a.sqlite", [REPLY])
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as file:
        file.execute("UPDATE answer SET reply = ''")
        file.commit()

    kept = AnswerStore(tmp_path / "a.sqlite")
    with pytest.raises(DelibctlError, match=r"a\.sqlite is damaged at table answer, key "):
        kept.find(MODEL, QUESTION)
    kept.close()


def test_a_block_by_the_provider_is_an_answer(tmp_path: Path) -> None:
    blocked = Reply(text="", blocked=True)

    assert ask_twice(tmp_path / "a.sqlite", [blocked]) == (
        [blocked, replace(blocked, kept=True)],
        1,
    )


@pytest.mark.parametrize(
    ("model", "question"),
    [
        (replace(MODEL, name="openai/other"), QUESTION),
        (replace(MODEL, api_base="http://127.0.0.1:1"), QUESTION),
        (replace(MODEL, temperature=0.5), QUESTION),
        (replace(MODEL, max_tokens=7), QUESTION),
        (replace(MODEL, params={"top_p": 0.5}), QUESTION),
        (MODEL, replace(QUESTION, repeat=2)),
        (MODEL, replace(QUESTION, form=ReplyForm.PROMPT)),
        (MODEL, Question(messages=(Message(role="user", content="Hello!"),))),
    ],
)
def test_another_question_has_another_key(model: ModelSpec, question: Question) -> None:
    assert answer_key(model, question) != answer_key(MODEL, QUESTION)


@pytest.mark.parametrize(
    "model",
    [
        replace(MODEL, alias="renamed"),
        replace(MODEL, timeout=3.0),
        replace(MODEL, input_price=1.0, output_price=2.0, cached_price=0.5),
        replace(MODEL, rpm=60, tpm=1000),
        replace(MODEL, api_key_env="OTHER_KEY"),
    ],
)
def test_what_does_not_change_the_question_does_not_change_its_key(model: ModelSpec) -> None:
    assert answer_key(model, QUESTION) == answer_key(MODEL, QUESTION)


def test_keys_stay_what_they_are() -> None:
    """An upgrade asks nothing again. If this fails, every user pays for every answer anew."""
    assert answer_key(MODEL, QUESTION) == (
        "a48a52a79bb3201e167cfdf781e284728abc52bb3a7d2a31c3a375f1b23daf12"
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MESSAGES = st.builds(Message, role=st.sampled_from(["system", "user", "assistant"]), content=TEXTS)
QUESTIONS = st.builds(
    Question,
    messages=st.lists(MESSAGES, min_size=1, max_size=4).map(tuple),
    form=st.sampled_from(ReplyForm),
    repeat=st.integers(1, 3),
    wants=st.sampled_from(Wants),
)
MODELS = st.builds(
    ModelSpec,
    alias=st.just("mock"),
    name=TEXTS,
    api_base=st.none() | TEXTS,
    temperature=st.none() | st.integers(0, 2) | st.floats(0, 2),
    seed=st.none() | st.integers(0, 9),
    reasoning_effort=st.none() | TEXTS,
    params=st.dictionaries(TEXTS, TEXTS | st.integers(0, 9), max_size=2),
)


@given(model=MODELS, question=QUESTIONS)
def test_a_key_is_the_hash_of_one_object_with_sorted_keys(
    model: ModelSpec, question: Question
) -> None:
    parameters = {
        "temperature": None if model.temperature is None else float(model.temperature),
        "seed": model.seed,
        "max_tokens": model.max_tokens,
        "reasoning_effort": model.reasoning_effort,
        **({"params": model.params} if model.params else {}),
    }
    decisive = {
        "model": model.name,
        "endpoint": model.api_base,
        "parameters": parameters,
        "messages": [[message.role, message.content] for message in question.messages],
        "form": question.form,
        "repeat": question.repeat,
        **({} if question.wants is Wants.DELIBERATION else {"wants": question.wants}),
    }

    whole = msgspec.json.encode(decisive, order="sorted")

    assert answer_key(model, question) == hashlib.sha256(whole).hexdigest()
