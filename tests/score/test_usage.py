"""What a model used, counted from the exchanges that its trials hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.scored_trials import scored_trial
from support.several_modes_run import BASELINE, GPT

from delibctl.model import Broken, Exchange, ModelSpec, Reply, Usage
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.usage import UsageFigures, usage_of


def asked(*replies: Reply, made: ScoredTrial | None = None) -> ScoredTrial:
    """A row whose questions got these replies."""
    made = made or scored_trial()
    exchanges = tuple(Exchange(messages=made.case.messages, reply=reply) for reply in replies)
    return replace(made, trial=replace(made.trial, exchanges=exchanges))


def reply(
    input: int = 100, output: int = 20, price: float | None = 0.01, seconds: float = 1.0
) -> Reply:
    usage = Usage(input=input, output=output, cached=input // 2, reasoning=output // 2, price=price)
    return Reply(text="raw", usage=usage, seconds=seconds)


def used(*trials: ScoredTrial, model: ModelSpec = GPT) -> UsageFigures:
    return usage_of(trials, model)


def test_every_question_of_every_trial_counts() -> None:
    kept = replace(reply(seconds=5.0), kept=True)

    assert used(asked(reply()), asked(reply(), kept)) == UsageFigures(
        questions=3,
        kept=1,
        input=300,
        output=60,
        cached=150,
        reasoning=30,
        uncounted=0,
        price=0.03,
        unpriced=0,
        tokens_per_trial=180.0,
        price_per_trial=0.015,
        p50=1.0,
        p95=6.0,
    )


def test_an_unknown_price_is_never_nothing() -> None:
    unknown = used(asked(reply(price=None)))
    in_part = used(asked(reply(price=None)), asked(reply(), reply(price=None)), asked(reply()))

    assert (unknown.price, unknown.unpriced, unknown.price_per_trial) == (None, 1, None)
    assert in_part.price == pytest.approx(0.02)
    assert in_part.unpriced == 2
    # Of a trial with a question of unknown price the price is not known.
    assert in_part.price_per_trial == pytest.approx(0.01)


def test_the_baseline_costs_nothing_and_takes_no_time() -> None:
    usage = used(asked(Reply(text="raw")), model=BASELINE)

    assert (usage.price, usage.unpriced, usage.price_per_trial) == (0.0, 0, 0.0)
    assert (usage.tokens_per_trial, usage.p50, usage.p95) == (None, None, None)


def test_tokens_that_the_provider_did_not_count_are_not_nothing() -> None:
    usage = used(asked(reply(input=0, output=0)), asked(reply()))

    assert (usage.uncounted, usage.tokens_per_trial) == (1, 120.0)


def test_a_trial_that_broke_later_has_used_what_came_before() -> None:
    broken = scored_trial(result=Broken(kind="timeout", message="no answer"))

    assert used(asked(reply(), made=broken)).input == 100
    assert used(broken).questions == 0


def test_of_nothing_nothing_is_known() -> None:
    usage = used()

    assert (usage.questions, usage.input, usage.price) == (0, 0, None)
    assert (usage.tokens_per_trial, usage.price_per_trial, usage.p50) == (None, None, None)


def test_a_latency_is_the_nearest_rank() -> None:
    usage = used(*(asked(reply(seconds=float(second))) for second in range(20, 0, -1)))

    assert (usage.p50, usage.p95) == (10.0, 19.0)


@given(st.lists(st.floats(0.001, 600), min_size=1, max_size=60))
def test_a_latency_was_measured_and_is_not_exceeded_by_its_share(seconds: list[float]) -> None:
    usage = used(*(asked(reply(seconds=second)) for second in seconds))

    for latency, share in ((usage.p50, 0.50), (usage.p95, 0.95)):
        assert latency in seconds
        assert sum(second <= latency for second in seconds) >= share * len(seconds)
