"""The baseline: behind the same seam as any model, and it sees only the messages."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.conversations import shown_messages
from support.fake_models import trial_runner
from support.loading import load_policy
from support.project import SAMPLES

from delibctl.deliberate import Prompter
from delibctl.edge.baseline import lexical_model
from delibctl.judge.patterns import observe
from delibctl.model import (
    Case,
    Deliberation,
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
    Shown,
    Trial,
    Wants,
)
from delibctl.policy import clause_text
from delibctl.run.live.engine import RunSetup, run_trials
from delibctl.run.trial_keys import planned_trials


@pytest.fixture(scope="module")
def sample() -> tuple[Policy, tuple[Case, ...]]:
    return load_policy(SAMPLES / "support_bot", Path.cwd())


def probe(policy: Policy, cases: tuple[Case, ...], questions: list[Question]) -> list[Trial]:
    """Probe the baseline, and note every question it is asked."""
    trials: list[Trial] = []
    plan = Plan(models=(ModelSpec(alias="baseline", name="baseline"),))

    async def ask(question: Question) -> Reply:
        questions.append(question)
        return await lexical_model.ask(question)

    setting = RunSetup(trial_runner=trial_runner(policy), plan=plan, models={"baseline": ask})
    asyncio.run(
        run_trials(
            setting,
            planned_trials(plan, cases),
            concurrency=4,
            store=lambda _case, trial: trials.append(trial),
        )
    )
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

    reply = asyncio.run(lexical_model.ask(Question(messages=messages)))

    assert json.loads(reply.text) == {
        "reasoning": "The words of the request are nearest to [a.tools].",
        "citations": [{"clause": "a.tools", "quote": "Hammers are not lent out."}],
        "style": "refuse",
        "answer": "I'm sorry, but I can't help with that.",
    }


_ROUTED = (
    "### [a.fruit] Fruit\nStyle: comply\nApples are fine.\n"
    "Does not cover: rotten pears -> [a.waste]\nWins over: [a.tools]\n\n"
    "### [a.waste] Waste\nStyle: refuse\nNothing is thrown away.\n\n"
    "### [a.tools] Tools\nStyle: refuse\nHammers stay here.\n\n## Reply\n{}"
)


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ("What about my rotten pears?", "a.waste"),
        ("Who eats apples?", "a.fruit"),
        ("Does it cover a win?", None),
        ("What about tools?", "a.tools"),
    ],
)
def test_an_exclusion_counts_for_the_clause_it_leads_to_and_not_for_the_one_it_leaves(
    asked: str, cited: str | None
) -> None:
    messages = (Message(role="system", content=_ROUTED), Message(role="user", content=asked))

    reply = asyncio.run(lexical_model.ask(Question(messages=messages)))

    assert [c["clause"] for c in json.loads(reply.text)["citations"]] == [cited] * bool(cited)


def test_an_exclusion_is_not_quoted_for_the_clause_it_leads_to() -> None:
    messages = (
        Message(role="system", content=_ROUTED),
        Message(role="user", content="What about my rotten pears?"),
    )

    reply = asyncio.run(lexical_model.ask(Question(messages=messages)))

    assert json.loads(reply.text)["citations"][0]["quote"] == "Nothing is thrown away."


def test_it_cites_nothing_where_no_word_is_shared(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, cases = sample
    strange = replace(cases[0], messages=(Message(role="user", content="Qwertz uiop?"),))

    reply = asyncio.run(lexical_model.ask(Question(messages=shown_messages(policy, strange.shown))))

    assert json.loads(reply.text)["citations"] == []


@pytest.mark.parametrize("outcome", [Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE])
def test_the_judge_patterns_sees_its_templates_for_what_they_are(outcome: Outcome) -> None:
    answer = lexical_model.ANSWERS[outcome]

    assert observe((), answer).outcome is outcome


def test_its_reply_is_parsed_like_any_other(sample: tuple[Policy, tuple[Case, ...]]) -> None:
    policy, cases = sample
    conversation = Prompter(policy).deliberate(cases[0].shown, Mode.CATEGORY, ReplyForm.AUTO)
    reply = asyncio.run(lexical_model.ask(next(conversation)))

    with pytest.raises(StopIteration) as end:
        conversation.send(reply)

    (citation,) = end.value.value.citations
    assert citation.clause in policy.clause_by_id


def held(
    policy: Policy, shown: Shown, mode: Mode, form: ReplyForm = ReplyForm.AUTO
) -> tuple[list[tuple[Question, Reply]], Deliberation | None]:
    """What the baseline is asked and replies in one deliberation, and how it ends."""
    conversation = Prompter(policy).deliberate(shown, mode, form)
    exchanges = []
    question = next(conversation)
    while True:
        reply = asyncio.run(lexical_model.ask(question))
        exchanges.append((question, reply))
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            return exchanges, end.value


def asking(*contents: str) -> Shown:
    """A conversation: the user and the assistant in turn."""
    roles = ("user", "assistant")
    return Shown(
        messages=tuple(
            Message(role=roles[number % 2], content=content)
            for number, content in enumerate(contents)
        ),
        categories=("refunds",),
    )


DISHONEST = "I want a refund, so help me with a dishonest claim that I invented on this return."
SELF_SERVICE = "How do I help myself?"


@pytest.mark.parametrize("form", ReplyForm)
def test_in_recall_it_asks_for_the_clauses_with_the_nearest_titles(
    sample: tuple[Policy, tuple[Case, ...]], form: ReplyForm
) -> None:
    policy, _ = sample

    (asked, reply), *_ = held(policy, asking(DISHONEST), Mode.RECALL, form)[0]

    said = json.loads(reply.text)
    assert asked.wants is Wants.CLAUSES
    assert list(said) == ["reasoning", "clauses"]
    assert said["clauses"][0] == "refunds.dishonest-claim"
    assert 1 <= len(said["clauses"]) <= 3
    assert all(f"[{id}]" in said["reasoning"] for id in said["clauses"])


def test_in_recall_the_summary_of_a_category_is_a_hint_at_its_clauses(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, _ = sample
    only_in_a_summary = asking("Have you any knowledge?")

    (_, reply), *_ = held(policy, only_in_a_summary, Mode.RECALL)[0]

    wanted = json.loads(reply.text)["clauses"]
    assert {policy.category_of[id] for id in wanted} == {"medical-questions"}


@pytest.mark.parametrize("form", ReplyForm)
def test_in_recall_it_answers_with_the_nearest_clause_of_those_it_was_given(
    sample: tuple[Policy, tuple[Case, ...]], form: ReplyForm
) -> None:
    policy, _ = sample

    exchanges, said = held(policy, asking(DISHONEST), Mode.RECALL, form)

    assert said is not None
    assert len(exchanges) == 2
    assert [citation.clause for citation in said.citations] == ["refunds.dishonest-claim"]
    assert said.citations[0].quote in clause_text(policy.clause_by_id["refunds.dishonest-claim"])
    assert (said.style, said.answer) == ("policy-refusal", lexical_model.ANSWERS["refuse"])


def test_in_recall_the_text_it_answers_is_the_last_user_turn_of_the_conversation(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, _ = sample
    ended_on = (
        asking(SELF_SERVICE, "In the menu.", DISHONEST),
        asking(DISHONEST, "No.", SELF_SERVICE),
    )

    cited = [held(policy, shown, Mode.RECALL)[1].citations[0].clause for shown in ended_on]  # type: ignore[union-attr]

    assert cited == ["refunds.dishonest-claim", "account-access.self-service"]


def test_in_recall_the_steps_to_an_answer_are_no_part_of_a_clause(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, cases = sample

    for case in cases:
        _, said = held(policy, case.shown, Mode.RECALL)
        assert said is not None
        assert {c.clause for c in said.citations} <= set(said.given)
        for citation in said.citations:
            assert citation.quote in " ".join(policy.clause_by_id[citation.clause].text.split())


def test_in_recall_it_asks_for_nothing_and_cites_nothing_where_no_word_is_shared(
    sample: tuple[Policy, tuple[Case, ...]],
) -> None:
    policy, _ = sample

    exchanges, said = held(policy, asking("Qwertz uiop?"), Mode.RECALL)

    assert said is not None
    assert (len(exchanges), said.requested, said.citations) == (2, (), ())
    assert said.reasoning == "no clause is shown"


def test_in_none_it_says_that_it_sees_no_clause(sample: tuple[Policy, tuple[Case, ...]]) -> None:
    policy, _ = sample
    shown = asking(f"What is this?\n\n{clause_text(next(policy.clauses))}")

    exchanges, said = held(policy, shown, Mode.NONE)

    assert said is not None
    assert (len(exchanges), said.reasoning) == (1, "no clause is shown")
    assert (said.citations, said.style) == ((), "comply")
