"""The engine and what goes wrong: one trial breaks, or the run stops, and nothing is lost."""

import asyncio
from dataclasses import replace

import pytest
from support.fake_models import (
    CASES,
    DOWN,
    GOOD,
    UNREADABLE,
    always,
    by_key,
    case,
    into,
    plan_of,
    probed,
    setting,
    trials_of,
)

from delibctl.model import (
    Broken,
    Deliberated,
    Failure,
    FailureKind,
    Form,
    Question,
    Reply,
    Trial,
    TrialKey,
)
from delibctl.run.circuit_breaker import ModelFailed
from delibctl.run.live.engine import run_trials

FATAL = [kind for kind in FailureKind if kind.fatal]


@pytest.mark.parametrize("kind", FATAL, ids=str)
@pytest.mark.parametrize("concurrency", [1, 2, 4])
def test_a_fatal_failure_stops_the_run_and_what_had_finished_is_kept(
    kind: FailureKind, concurrency: int
) -> None:
    kept: list[Trial] = []
    asked: list[str] = []

    async def ask(question: Question) -> Reply | Failure:
        asked.append(question.messages[-1].content)
        await asyncio.sleep(0)
        if question.messages[-1].content == CASES[4].prompt:
            return Failure(kind=kind, message="no")
        return GOOD

    plan = plan_of()
    engine = run_trials(
        setting(ask, plan), trials_of(plan, CASES), concurrency=concurrency, store=into(kept)
    )
    with pytest.raises(ModelFailed) as stopped:
        asyncio.run(engine)

    assert stopped.value.what == f"m: {kind}: no"
    assert stopped.value.next.endswith("; then run it again: it continues where it stopped")
    assert [trial.key.case for trial in kept][:4] == [one.id for one in CASES[:4]]
    assert "case-4" not in {trial.key.case for trial in kept}
    assert all(isinstance(trial.result, Deliberated) for trial in kept)


SUSPECT = [kind for kind in FailureKind if kind.suspect]


@pytest.mark.parametrize("kind", SUSPECT, ids=str)
@pytest.mark.parametrize("refused", [0, 1, 5])
def test_what_one_prompt_alone_meets_breaks_that_trial_only(
    kind: FailureKind, refused: int
) -> None:
    async def ask(question: Question) -> Reply | Failure:
        mine = question.messages[-1].content == CASES[refused].prompt
        return Failure(kind=kind, message="no") if mine else GOOD

    found = by_key(probed(ask, concurrency=2))

    states = {key.case: type(trial.result) for key, trial in found.items()}
    assert states == {one.id: Broken if one is CASES[refused] else Deliberated for one in CASES}


@pytest.mark.parametrize("kind", SUSPECT, ids=str)
@pytest.mark.parametrize("cases", [1, 2, 6])
def test_what_the_first_questions_all_meet_stops_the_run_and_is_not_kept(
    kind: FailureKind, cases: int
) -> None:
    kept: list[Trial] = []
    asked = []

    async def ask(question: Question) -> Reply | Failure:
        asked.append(question)
        return Failure(kind=kind, message="no")

    plan = plan_of()
    trials = trials_of(plan, CASES[:cases])
    with pytest.raises(ModelFailed, match=f"m: {kind}: no"):
        asyncio.run(run_trials(setting(ask, plan), trials, concurrency=1, store=into(kept)))

    assert len(asked) == min(cases, 3)
    assert kept == []


def test_a_model_that_answered_in_an_earlier_part_of_the_run_is_not_suspected() -> None:
    kept: list[Trial] = []
    plan = plan_of()
    ask = always(Failure(kind=FailureKind.FORBIDDEN, message="no"))
    trials = trials_of(plan, CASES)

    asyncio.run(
        run_trials(setting(ask, plan), trials, concurrency=1, store=into(kept), answered={"m"})
    )

    assert {trial.result.kind for trial in kept if isinstance(trial.result, Broken)} == {
        "forbidden"
    }
    assert len(kept) == len(CASES)


LOST = Failure(kind=FailureKind.CONNECTION, message="no server")


@pytest.mark.parametrize(("replies", "asked"), [(0, 3), (1, 9), (12, 20)])
def test_a_server_that_is_lost_stops_the_run_and_what_came_before_is_kept(
    replies: int, asked: int
) -> None:
    kept: list[Trial] = []
    questions = []

    async def ask(question: Question) -> Reply | Failure:
        questions.append(question)
        return GOOD if len(questions) <= replies else LOST

    plan = plan_of()
    trials = trials_of(plan, [case(f"one-of-{n}") for n in range(30)])
    with pytest.raises(ModelFailed, match="m: connection: no server"):
        asyncio.run(run_trials(setting(ask, plan), trials, concurrency=1, store=into(kept)))

    assert len(questions) == asked
    assert [type(trial.result) for trial in kept] == [Deliberated] * replies


def test_kept_answers_do_not_vouch_for_the_server() -> None:
    remembered = replace(GOOD, kept=True)

    async def ask(question: Question) -> Reply | Failure:
        return remembered if question.repeat == 1 else LOST

    with pytest.raises(ModelFailed):
        probed(ask, plan=plan_of(repeats=2), concurrency=1)


def test_a_server_that_comes_back_spoils_only_what_it_missed() -> None:
    async def ask(question: Question) -> Reply | Failure:
        return LOST if question.messages[-1].content in {c.prompt for c in CASES[2:4]} else GOOD

    found = by_key(probed(ask, concurrency=1))

    broken = [key.case for key, trial in found.items() if isinstance(trial.result, Broken)]
    assert sorted(broken) == ["case-2", "case-3"]
    assert len(found) == len(CASES)


def test_a_model_whose_repairs_alone_are_turned_down_has_answered() -> None:
    async def ask(question: Question) -> Reply | Failure:
        repair = len(question.messages) > 2
        return Failure(kind=FailureKind.FORBIDDEN, message="no") if repair else UNREADABLE

    found = probed(ask, concurrency=1)

    assert len(found) == len(CASES)
    assert {trial.result.kind for trial in found if isinstance(trial.result, Broken)} == {
        "forbidden"
    }


def test_the_complaint_about_a_sensitive_case_is_not_repeated() -> None:
    secret = replace(CASES[0], sensitive=True)

    with pytest.raises(ModelFailed) as stopped:
        probed(always(Failure(kind=FailureKind.AUTH, message=secret.prompt)), [secret])

    assert secret.prompt not in stopped.value.what


def test_nothing_is_asked_after_a_fatal_failure() -> None:
    asked = []

    async def ask(question: Question) -> Reply | Failure:
        asked.append(question)
        return Failure(kind=FailureKind.AUTH, message="no")

    with pytest.raises(ModelFailed):
        probed(ask, concurrency=1)

    assert len(asked) == 1


@pytest.mark.parametrize("kind", [kind for kind in FailureKind if not kind.fatal], ids=str)
def test_any_other_failure_breaks_one_trial(kind: FailureKind) -> None:
    async def ask(question: Question) -> Reply | Failure:
        if question.messages[-1].content == CASES[1].prompt:
            return Failure(kind=kind, message="it broke", attempts=3)
        return GOOD

    found = by_key(probed(ask))

    broken = [key.case for key, trial in found.items() if isinstance(trial.result, Broken)]
    assert len(found) == len(CASES)
    assert broken == ["case-1"]
    assert found[TrialKey(case="case-1", model="m")] == Trial(
        key=TrialKey(case="case-1", model="m"),
        result=Broken(kind=str(kind), message="it broke", attempts=3),
    )


SEVERAL = Reply(text="<answer>Yes.</answer>\n<answer>No.</answer>")
NO_TEXT = Broken(kind="empty", message="the reply held no text")
NO_ANSWER = Broken(kind="unparseable", message="the reply contained no answer, asked twice")


@pytest.mark.parametrize(
    ("replies", "result"),
    [
        ([Reply(text="")], NO_TEXT),
        ([Reply(text=" \n", reasoning="thoughts")], NO_TEXT),
        ([UNREADABLE, UNREADABLE], NO_ANSWER),
        ([UNREADABLE, Reply(text="")], NO_TEXT),
        (
            [SEVERAL, SEVERAL],
            Broken(kind="unparseable", message="the reply held 2 answers that differ, asked twice"),
        ),
        (
            [SEVERAL, DOWN],
            Broken(
                kind="server error",
                message="the reply held 2 answers that differ; asked again: it broke",
                attempts=1,
            ),
        ),
        (
            [UNREADABLE, DOWN],
            Broken(
                kind="server error",
                message="the reply contained no answer; asked again: it broke",
                attempts=1,
            ),
        ),
    ],
    ids=[
        *("empty", "white space", "no answer twice", "then empty"),
        *("answers that differ, twice", "answers that differ, then a failure", "then a failure"),
    ],
)
def test_a_trial_without_an_answer_is_broken(
    replies: list[Reply | Failure], result: Broken
) -> None:
    left = iter(replies)

    async def ask(_: Question) -> Reply | Failure:
        return next(left)

    (trial,) = probed(ask, CASES[:1])

    assert trial.result == result
    assert [exchange.reply for exchange in trial.exchanges] == [
        reply for reply in replies if isinstance(reply, Reply)
    ]
    assert list(left) == []


def test_a_repaired_reply_is_scored_and_both_exchanges_are_kept() -> None:
    left = iter([UNREADABLE, GOOD])

    async def ask(_: Question) -> Reply | Failure:
        return next(left)

    (trial,) = probed(ask, CASES[:1])

    assert isinstance(trial.result, Deliberated)
    assert [exchange.reply for exchange in trial.exchanges] == [UNREADABLE, GOOD]
    first, second = (exchange.messages for exchange in trial.exchanges)
    assert second[: len(first)] == first


def test_a_block_by_the_provider_is_scored() -> None:
    (trial,) = probed(always(Reply(text="", blocked=True)), CASES[:1])

    assert isinstance(trial.result, Deliberated)
    assert trial.result.deliberation.form is Form.BLOCKED
