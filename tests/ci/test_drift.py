"""The control for a model that changed: which cases are drawn, and how often it is wrong."""

import random
from dataclasses import dataclass

import pytest

from delibctl.api.ci.drift import LEVEL, chosen, flipped_p
from delibctl.model import Case, Expected, Kind, Message
from delibctl.stats.persistent import most_by_noise
from delibctl.stats.share import Share


def cases(count: int) -> list[Case]:
    return [
        Case(
            id=f"case-{number:04}",
            messages=(Message(role="user", content="?"),),
            categories=("a",),
            kind=Kind.DIRECT,
            expected=Expected(style="refuse"),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "share", "drawn"),
    [(0, 0.05, 0), (4, 0.05, 4), (100, 0.05, 10), (1_000, 0.05, 50), (1_000, 0.0, 0), (30, 1, 30)],
)
def test_a_share_of_the_cases_is_drawn_and_at_least_ten(
    count: int, share: float, drawn: int
) -> None:
    assert len(chosen(cases(count), share, "commit")) == drawn


def test_another_commit_draws_other_cases_and_the_same_one_the_same() -> None:
    known = cases(100)

    assert chosen(known, 0.05, "one") == chosen(known[::-1], 0.05, "one")
    assert chosen(known, 0.05, "one") != chosen(known, 0.05, "other")


@dataclass
class Model:
    """A model that is right on each case with a chance of its own."""

    chances: list[float]
    random: random.Random

    def right(self, number: int, repeats: int) -> Share:
        hits = sum(self.random.random() < self.chances[number] for _ in range(repeats))
        return Share(hits=hits, total=repeats)


def alarm(before: Model, after: Model, repeats: int) -> bool:
    """Ask ten controls as `control` does, and return whether the model counts as changed."""
    numbers = range(len(before.chances))
    accepted = {n: before.right(n, repeats) for n in numbers}
    first = {n: after.right(n, 1) for n in numbers}
    return flipped_p(accepted, first, lambda n: after.right(n, 5)) < LEVEL


@pytest.mark.parametrize("repeats", [1, 3])
@pytest.mark.parametrize("chance", [0.05, 1 / 7, 0.3, 0.5, 0.8, 0.95, 1.0])
def test_a_noisy_model_that_did_not_change_seldom_alarms(chance: float, repeats: int) -> None:
    model = Model([chance] * 10, random.Random(f"{chance} {repeats}"))

    alarms = sum(alarm(model, model, repeats) for _ in range(2_000))

    assert alarms / 2_000 <= LEVEL


@pytest.mark.parametrize("repeats", [1, 3])
def test_a_model_that_answers_three_of_ten_cases_otherwise_is_found(repeats: int) -> None:
    draws = random.Random(repeats)
    before, after = Model([1.0] * 10, draws), Model([0.0] * 3 + [1.0] * 7, draws)

    found = sum(alarm(before, after, repeats) for _ in range(500))

    assert found / 500 > 0.9


@pytest.mark.parametrize(("before", "after"), [(1, 6), (3, 6), (5, 6), (1, 1)])
@pytest.mark.parametrize("chance", [0.0, 0.1, 1 / 7, 0.25, 0.5, 0.9])
def test_no_case_contradicts_itself_more_often_than_the_bound(
    before: int, after: int, chance: float
) -> None:
    draws = random.Random(f"{before} {after} {chance}")

    def contradicts() -> bool:
        first = sum(draws.random() < chance for _ in range(before))
        later = sum(draws.random() < chance for _ in range(after))
        return later == (0 if 2 * first >= before else after)

    found = sum(contradicts() for _ in range(5_000)) / 5_000

    assert found <= most_by_noise(before, after) + 0.02
