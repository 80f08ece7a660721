"""The baseline: behind the same seam as any model, and it sees only the messages."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SAMPLES
from conversing import shown_messages
from fake_models import trier

from delibctl.cli.opening import open_one
from delibctl.deliberate import Prompter
from delibctl.edge import baseline
from delibctl.edge.files import LocalFiles
from delibctl.judge import observe
from delibctl.model import (
    Case,
    Expected,
    Message,
    Mode,
    ModelSpec,
    Outcome,
    Plan,
    Policy,
    Question,
    Reply,
    ReplyForm,
    Trial,
)
from delibctl.run import Setting, run, trial_keys


@pytest.fixture(scope="module")
def sample() -> tuple[Policy, tuple[Case, ...]]:
    return open_one(SAMPLES / "support_bot", LocalFiles(Path.cwd()))


def probe(policy: Policy, cases: tuple[Case, ...], questions: list[Question]) -> list[Trial]:
    """Probe the baseline, and note every question it is asked."""
    trials: list[Trial] = []
    plan = Plan(models=(ModelSpec(alias="baseline", name="baseline"),))

    async def ask(question: Question) -> Reply:
        questions.append(question)
        return await baseline.ask(question)

    setting = Setting(trier=trier(policy), plan=plan, models={"baseline": ask})
    by_id = {case.id: case for case in cases}
    keys = [(key, by_id[key.case]) for key in trial_keys(plan, cases)]
    asyncio.run(run(setting, keys, concurrency=4, keep=trials.append))
    return trials


def test_it_is_given_the_messages_and_nothing_else(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, cases = sample
    questions: list[Question] = []

    probe(policy, cases, questions)

    by_prompt = {case.messages[-1].content: case for case in cases}
    assert len(questions) == len(cases)
    for question in questions:
        case = by_prompt[question.messages[-1].content]
        assert question == Question(
            messages=shown_messages(policy, case.shown), form=ReplyForm.AUTO, repeat=1
        )
        assert case.id not in " ".join(message.content for message in question.messages)


def test_another_label_changes_nothing_of_what_it_is_given(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, cases = sample
    honest: list[Question] = []
    relabelled: list[Question] = []
    wrong = Expected(style="comply")

    probe(policy, cases, honest)
    probe(policy, tuple(replace(case, expected=wrong) for case in cases), relabelled)

    assert honest == relabelled


def test_it_cites_the_clause_whose_words_are_nearest() -> None:
    system = (
        "- refuse (refuse): no\n\n### [a.fruit] Fruit\nStyle: comply\nApples and pears are fine. "
        "More.\n\n### [a.tools] Tools\nStyle: refuse\nHammers are not lent out.\n\n## Reply\n{}"
    )
    messages = (
        Message(role="system", content=system),
        Message(role="user", content="May I borrow a hammer?"),
    )

    reply = asyncio.run(baseline.ask(Question(messages=messages)))

    assert json.loads(reply.text) == {
        "reasoning": "The words of the request are nearest to [a.tools].",
        "citations": [{"clause": "a.tools", "quote": "Hammers are not lent out."}],
        "style": "refuse",
        "answer": "I'm sorry, but I can't help with that.",
    }


def test_it_cites_nothing_where_no_word_is_shared(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, cases = sample
    strange = replace(cases[0], messages=(Message(role="user", content="Qwertz uiop?"),))

    reply = asyncio.run(baseline.ask(Question(messages=shown_messages(policy, strange.shown))))

    assert json.loads(reply.text)["citations"] == []


@pytest.mark.parametrize("outcome", [Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE])
def test_the_judge_patterns_sees_its_templates_for_what_they_are(outcome: Outcome) -> None:
    answer = baseline.ANSWERS[outcome]

    assert observe((), answer).outcome is outcome


def test_its_reply_is_parsed_like_any_other(sample: tuple[Policy, tuple[Case, ...]]) -> None:
    policy, cases = sample
    conversation = Prompter(policy).deliberate(cases[0].shown, Mode.CATEGORY, ReplyForm.AUTO)
    reply = asyncio.run(baseline.ask(next(conversation)))

    with pytest.raises(StopIteration) as end:
        conversation.send(reply)

    (citation,) = end.value.value.citations
    assert citation.clause in policy.clause_by_id
