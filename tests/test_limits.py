"""Limits of money and time: what is guarded never passes them."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_models import always

from delibctl.edge.on_the_wire import told
from delibctl.model import Ask, Failure, FailureKind, Message, Price, Question, Reply, Usage
from delibctl.run.budget import Budget, highest_price
from delibctl.run.estimate import prompt_tokens
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.retry_paid import retry_paid

QUESTION = Question(messages=(Message(role="user", content="x" * 4_000),))
PRICE = Price(input=1e-6, output=10e-6)
#: 1,600 tokens read, and a hundred written at most.
HIGHEST = 0.0016 + 0.001


def paying(price: float | None) -> Ask:
    async def ask(_: Question) -> Reply:
        await asyncio.sleep(0)
        return Reply(text="yes", usage=Usage(price=price))

    return ask


def spend(budget: Budget, ask: Ask, questions: int, at_once: int) -> list[Reply | Failure]:
    """Ask so many questions, `at_once` of them at a time, with_deadline the purse is empty."""
    guarded = budget.guarded(ask, PRICE, max_tokens=100)
    replies: list[Reply | Failure] = []
    left = iter(range(questions))

    async def work() -> None:
        for _ in left:
            try:
                replies.append(await guarded(QUESTION))
            except LimitReached:
                return

    async def all_of_it() -> None:
        await asyncio.gather(*(work() for _ in range(at_once)))

    asyncio.run(all_of_it())
    return replies


def test_four_characters_are_a_token() -> None:
    assert prompt_tokens(QUESTION) == 1_000


@given(
    limit=st.floats(0, 0.05),
    share=st.floats(0, 1),
    questions=st.integers(0, 40),
    at_once=st.integers(1, 8),
)
def test_no_more_is_spent_than_the_limit(
    limit: float, share: float, questions: int, at_once: int
) -> None:
    budget = Budget(limit)

    replies = spend(budget, paying(HIGHEST * share), questions, at_once)

    assert budget.spent <= limit + 1e-12
    assert budget.spent == pytest.approx(len(replies) * HIGHEST * share)


@given(questions=st.integers(0, 40), at_once=st.integers(1, 8))
def test_money_that_was_only_reserved_is_spent_on_later_questions(
    questions: int, at_once: int
) -> None:
    replies = spend(Budget(HIGHEST), paying(0.0), questions, at_once)

    assert len(replies) == questions


def test_a_purse_outlives_its_event_loop_also_where_questions_had_to_wait() -> None:
    budget = Budget(HIGHEST * 1.5)

    for _ in range(2):  # as a probe and its judges, or the rounds of a watch
        assert len(spend(budget, paying(0.0), 10, 8)) == 10


def test_a_reply_without_a_price_counts_at_its_highest() -> None:
    budget = Budget(HIGHEST * 3.5)

    assert len(spend(budget, paying(None), 10, 4)) == 3


def test_a_failure_costs_nothing() -> None:
    failing = always(Failure(kind=FailureKind.SERVER, message="it broke"))

    assert len(spend(Budget(HIGHEST), failing, 10, 4)) == 10


TIMEOUT = Failure(kind=FailureKind.TIMEOUT, message="no reply")
UNREADABLE = Failure(kind=FailureKind.BAD_REPLY, message="no JSON")
EMPTY = Reply(text="", usage=Usage(input=1, output=1, price=HIGHEST))


def test_a_timeout_counts_at_its_highest() -> None:
    budget = Budget(HIGHEST * 10)

    assert len(spend(budget, always(TIMEOUT), 20, 1)) == 10
    assert budget.spent == pytest.approx(HIGHEST * 10)


@pytest.mark.parametrize("found", [TIMEOUT, UNREADABLE, EMPTY], ids=["timeout", "no JSON", "empty"])
def test_what_is_asked_again_after_it_may_have_been_paid_for_passes_no_limit(
    found: Reply | Failure,
) -> None:
    budget, sent = Budget(HIGHEST * 9.5), 0

    async def failing(_question: Question) -> Reply | Failure:
        nonlocal sent
        sent += 1
        return found

    guarded = budget.guarded(failing, PRICE, max_tokens=100)
    asking = retry_paid(guarded, 6, lambda _try: 0.0)

    async def ask_three_times() -> None:
        assert (await asking(QUESTION)).attempts == 6
        # What there is stays: else the question would take all of the next limit too.
        assert (await asking(QUESTION)).attempts == 3
        with pytest.raises(LimitReached):
            await asking(QUESTION)

    asyncio.run(ask_three_times())
    assert sent == 9
    assert budget.spent == pytest.approx(HIGHEST * 9)


@pytest.mark.parametrize("letter", ["x", "ж", "中"])
def test_the_highest_price_is_no_less_in_another_script(letter: str) -> None:
    question = Question(messages=(Message(role="user", content=letter * 1_000),))

    tokens = highest_price(question, Price(input=1.0, output=0.0), 0)

    assert tokens == len(letter.encode()) * 1_000 / 2.5


def test_a_question_that_is_stopped_counts_at_its_highest() -> None:
    async def never(_question: Question) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    async def stopped(budget: Budget) -> None:
        asking = asyncio.ensure_future(budget.guarded(never, PRICE, 100)(QUESTION))
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    budget = Budget(1.0, spent=0.5)
    asyncio.run(stopped(budget))

    assert budget.spent == pytest.approx(0.5 + HIGHEST)


def test_the_message_says_what_is_spent_and_what_was_next() -> None:
    budget = Budget(0.001)

    with pytest.raises(
        LimitReached, match=r"budget of \$0.001 is reached: \$0.0000 is spent.*cost \$0.0026"
    ):
        asyncio.run(budget.guarded(paying(0.0), PRICE, 100)(QUESTION))  # type: ignore[arg-type]


def clock(*times: float) -> Callable[[], float]:
    left = iter(times)
    return lambda: next(left)


def test_nothing_is_asked_once_the_time_is_up() -> None:
    asked = with_deadline(always(Reply(text="yes")), 10.0, clock(9.0, 10.0), "10s", told)

    assert asyncio.run(asked(QUESTION)) == Reply(text="yes")  # type: ignore[arg-type]
    with pytest.raises(LimitReached, match="the time limit of 10s is reached"):
        asyncio.run(asked(QUESTION))  # type: ignore[arg-type]
