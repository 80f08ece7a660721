"""How fast a task is, and what it cost."""

import pytest

from delibctl.cli.screens.meter_words import pace, spent, total
from delibctl.run.meter import Meter

FREE = Meter(asked=2, answered=2, paid=2, input=400, output=40)


@pytest.mark.parametrize(
    ("steps", "seconds", "words"),
    [
        (64, 20, "3.2/s"),
        (3, 2, "1.5/s"),
        (2, 3, "1.5 s a trial"),
        (1, 45, "45 s a trial"),
        (2, 240, "120 s a trial"),
    ],
)
def test_a_slow_task_says_its_seconds_instead_of_no_trial_a_second(
    steps: int, seconds: float, words: str
) -> None:
    assert pace(steps, seconds, "trial") == words


def test_a_model_whose_price_is_zero_is_free() -> None:
    assert spent(FREE) == "440 tokens, free"
    assert total(FREE) == "2 questions asked, 2 answered: 400 tokens in, 40 out, free"
