"""How fast a provider is asked, in virtual time: exact where it is exact, and laws elsewhere."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.virtual_time import now, run_virtually

from delibctl.edge.rate_limit.adaptive_concurrency import AdaptiveConcurrency
from delibctl.edge.rate_limit.limiter import RateLimiter, rate_limiters
from delibctl.edge.rate_limit.sliding_window import WINDOW, Attempt, SlidingWindow
from delibctl.model import ModelSpec


def began(second: float) -> Attempt:
    return Attempt(began=second, tokens=0)


def opened(most: int = 16, at: float = 0.0) -> AdaptiveConcurrency:
    """A limit whose first attempt went well at once."""
    limit = AdaptiveConcurrency(most)
    limit.began(at)
    limit.succeeded(began(at), at)
    return limit


def test_one_attempt_until_the_first_has_gone_well() -> None:
    limit = AdaptiveConcurrency(16)
    assert limit.at(100) == 1

    limit.began(100)
    assert limit.at(100.3) == 1
    limit.succeeded(began(100), 100.3)

    assert [limit.at(100.3 + n * 0.01) for n in range(4)] == [1, 2, 3, 4]


def test_a_first_attempt_that_takes_long_is_not_waited_for() -> None:
    limit = AdaptiveConcurrency(16)
    limit.began(100)

    assert [limit.at(100 + s) for s in (0.0, 0.5, 0.51, 0.52, 0.8, 60)] == [1, 1, 2, 3, 16, 16]


@pytest.mark.parametrize("most", [1, 2, 16])
def test_it_never_rises_above_the_most(most: int) -> None:
    assert opened(most).at(3600) == most


@pytest.mark.parametrize("most", [1, 2, 16, 64, 65, 256, 5_000])
def test_it_rises_by_one_each_hundredth_of_a_second_or_to_the_most_in_two_thirds(most: int) -> None:
    limit = opened(most)
    reached = min(most * 0.01, 0.64)

    assert limit.at(reached) == most
    assert limit.at(reached / 2) <= most // 2 + 1


def test_several_failures_of_one_burst_halve_it_once() -> None:
    limit = opened()
    for at in (10.0, 10.1, 10.2):
        limit.overloaded(began(9), at)
    assert limit.at(3600) == 8

    limit.overloaded(began(10.5), 11)
    assert limit.at(3600) == 4


def test_it_never_falls_below_one() -> None:
    limit = opened()
    for second in range(1, 10):
        limit.overloaded(began(second), second + 0.5)

    assert limit.at(3600) == 1


def test_after_that_it_rises_by_one_for_as_many_successes_as_it_allows_at_once() -> None:
    limit = opened(most=4)
    limit.overloaded(began(1), 2)
    seen = []
    for _ in range(12):
        limit.succeeded(began(3), 4)
        seen.append(limit.at(4))

    assert seen == [2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4]


def test_successes_of_the_burst_that_was_too_much_raise_nothing() -> None:
    limit = opened(most=4)
    limit.overloaded(began(1), 2)
    for _ in range(10):
        limit.succeeded(began(1), 3)

    assert limit.at(3) == 2


def test_attempts_of_a_minute_are_counted_to_the_moment() -> None:
    minute = SlidingWindow(rpm=2)
    minute.add(began(0))
    assert minute.delay(0, 10) == 0
    minute.add(began(10))

    assert minute.delay(0, 10) == WINDOW - 10
    assert minute.delay(0, WINDOW - 1) == 1
    assert minute.delay(0, WINDOW) == 0


def test_tokens_of_a_minute_wait_for_as_many_to_leave_as_they_need() -> None:
    minute = SlidingWindow(tpm=100)
    for at in (0, 10, 20):
        minute.add(Attempt(began=at, tokens=30))

    assert minute.delay(10, 30) == 0
    assert minute.delay(40, 30) == WINDOW - 30
    assert minute.delay(41, 30) == WINDOW + 10 - 30


def test_the_real_number_of_tokens_counts_once_it_is_known() -> None:
    minute = SlidingWindow(tpm=100)
    attempt = Attempt(began=0, tokens=90)
    minute.add(attempt)
    assert minute.delay(20, 1) > 0

    minute.correct(attempt, 80)

    assert minute.delay(20, 1) == 0


def recounted(attempts: list[Attempt], tpm: int, tokens: int, now: int) -> float:
    """The delay, by going through all attempts each time."""
    held = [attempt for attempt in attempts if attempt.began + WINDOW > now]
    excess = sum(attempt.tokens for attempt in held) + tokens - tpm
    free: float = now
    for attempt in held:
        if excess <= 0:
            break
        excess -= attempt.tokens
        free = attempt.began + WINDOW
    return free - now


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60), st.integers(0, 5)), max_size=40),
)
def test_a_window_holds_what_a_recount_finds_however_tokens_were_corrected(
    steps: list[tuple[int, int, int]],
) -> None:
    minute, attempts, now = SlidingWindow(tpm=100), list[Attempt](), 0
    for later, tokens, corrected in steps:
        now += later
        assert minute.delay(tokens, now) == recounted(attempts, 100, tokens, now)
        attempts.append(Attempt(began=now, tokens=tokens))
        minute.add(attempts[-1])
        minute.correct(attempts[-1 - corrected % len(attempts)], tokens + corrected)


def test_what_is_above_the_limit_by_itself_has_a_window_alone() -> None:
    minute = SlidingWindow(tpm=100)
    assert minute.delay(1000, 0) == 0
    minute.add(Attempt(began=0, tokens=1000))

    assert minute.delay(1000, 1) == WINDOW - 1


def test_models_of_one_provider_at_one_address_share_a_pace_and_the_lowest_limit() -> None:
    models = [
        ModelSpec(alias="a", name="openai/a", rpm=100),
        ModelSpec(alias="b", name="gpt-b", rpm=10, tpm=7),
        ModelSpec(alias="c", name="openai/c", api_base="http://127.0.0.1:1"),
        ModelSpec(alias="d", name="anthropic/d"),
    ]

    found = rate_limiters(models, {}, 16)

    assert found["a"] is found["b"]
    assert len(set(found.values())) == 3
    seen = simulated(found["a"], [Plan(seconds=0.01)] * 11)
    assert [start >= WINDOW for start in seen.starts] == [False] * 10 + [True]


@dataclass
class Plan:
    """One attempt of a simulation: what it takes and how it ends."""

    start: float = 0.0
    tokens: float = 0.0
    seconds: float = 1.0
    written: int = 0
    ends: str = "well"
    retry_after: float | None = None


@dataclass
class Seen:
    """What the provider of a simulation saw."""

    attempts: list[Attempt] = field(default_factory=list)
    running: int = 0
    most: int = 0
    held: list[tuple[float, float]] = field(default_factory=list)

    @property
    def starts(self) -> list[float]:
        return [round(attempt.began, 6) for attempt in self.attempts]

    @contextmanager
    def one_more(self, attempt: Attempt) -> Iterator[None]:
        self.attempts.append(attempt)
        self.running += 1
        self.most = max(self.most, self.running)
        yield
        self.running -= 1


async def one(limiter: RateLimiter, plan: Plan, seen: Seen) -> None:
    await asyncio.sleep(plan.start)
    async with limiter.slot(plan.tokens) as attempt:
        with seen.one_more(attempt):
            await asyncio.sleep(plan.seconds)
        if plan.ends == "well":
            limiter.succeeded(attempt, int(plan.tokens), plan.written)
        elif plan.ends == "overloaded":
            limiter.overloaded(attempt, plan.retry_after)
            seen.held.append((now(), now() + (plan.retry_after or 0)))


def simulated(limiter: RateLimiter, plans: Sequence[Plan]) -> Seen:
    seen = Seen()

    async def all_of_them() -> None:
        await asyncio.gather(*(one(limiter, plan, seen) for plan in plans))

    run_virtually(all_of_them())
    return seen


def test_attempts_that_fail_at_once_come_one_after_the_other() -> None:
    seen = simulated(RateLimiter(16), [Plan(seconds=0.1, ends="badly")] * 4)

    assert (seen.starts, seen.most) == ([0, 0.1, 0.2, 0.3], 1)


def test_slow_attempts_start_half_a_second_after_the_first() -> None:
    seen = simulated(RateLimiter(4), [Plan(seconds=10)] * 6)

    assert seen.starts == [0, 0.51, 0.52, 0.53, 10, 10.51]
    assert seen.most == 4


def test_retry_after_holds_back_everybody() -> None:
    tried = Plan(start=1, seconds=0.5, ends="overloaded", retry_after=7)
    seen = simulated(RateLimiter(4), [Plan(seconds=0.1), tried, Plan(start=2), Plan(start=8.4)])

    assert seen.starts == [0, 1, 8.5, 8.5]


def test_one_that_gives_up_waiting_leaves_its_place_to_the_next() -> None:
    async def given_up() -> list[float]:
        limiter, seen = RateLimiter(1), Seen()
        tasks = [asyncio.create_task(one(limiter, Plan(seconds=5), seen)) for _ in range(3)]
        await asyncio.sleep(1)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return seen.starts

    assert run_virtually(given_up()) == [0, 5]


def test_what_is_written_on_average_counts_beforehand() -> None:
    first = Plan(tokens=10, written=30)
    unanswered = [Plan(start=second, tokens=10, ends="badly") for second in (2, 3)]
    seen = simulated(RateLimiter(4, tpm=100), [first, *unanswered])

    assert [attempt.tokens for attempt in seen.attempts] == [40, 40, 40]
    assert seen.starts == [0, 2, WINDOW]


PLANS = st.lists(
    st.builds(
        Plan,
        start=st.floats(0, 100),
        tokens=st.floats(0, 200),
        seconds=st.floats(0.001, 30),
        written=st.integers(0, 100),
        ends=st.sampled_from(["well", "well", "well", "badly", "overloaded"]),
        retry_after=st.none() | st.floats(0, 120),
    ),
    max_size=60,
)


@given(plans=PLANS, concurrency=st.integers(1, 8), rpm=st.integers(1, 20))
def test_no_limit_is_ever_passed_and_everybody_has_a_turn(
    plans: list[Plan], concurrency: int, rpm: int
) -> None:
    seen = simulated(RateLimiter(concurrency, rpm=rpm), plans)

    assert len(seen.attempts) == len(plans)
    assert seen.most <= concurrency
    starts = sorted(attempt.began for attempt in seen.attempts)
    assert all(b - a >= WINDOW - 1e-6 for a, b in zip(starts, starts[rpm:], strict=False))
    assert not [s for s in starts for a, b in seen.held if a + 1e-6 < s < b - 1e-6]


@given(plans=PLANS, tpm=st.integers(1, 1000))
def test_no_more_tokens_a_minute_than_allowed(plans: list[Plan], tpm: int) -> None:
    """Nothing ends well here, so that every estimate stays what it was."""
    for plan in plans:
        plan.ends = "badly"
    seen = simulated(RateLimiter(8, tpm=tpm), plans)

    assert len(seen.attempts) == len(plans)
    for last in seen.attempts:
        window = [a for a in seen.attempts if last.began - WINDOW + 1e-6 < a.began <= last.began]
        assert len(window) == 1 or sum(a.tokens for a in window) <= tpm + 1e-6
