"""The lines that say what changed against the round before."""

from dataclasses import replace

import pytest
from support.example_run import EXPLAIN, FORGE
from support.scored_trials import CASE, said, scored_trial

from delibctl.model import Broken, Outcome
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.flips import render
from delibctl.score.flips import Flip, Standing
from delibctl.score.scored_trial import ScoredTrial

PAGE = RenderOptions(width=80)
RIGHT, WRONG, UNSCORED = Standing.RIGHT, Standing.WRONG, Standing.UNSCORED


def lines(*found: Flip, asked: int = 0, options: RenderOptions = PAGE) -> list[str]:
    return render(found, asked, options).splitlines()


def flip(after: ScoredTrial, before: Standing | None, to: Standing) -> Flip:
    return Flip(trial=after, before=before, after=to)


GOOD = scored_trial(CASE, said(FORGE))
WRONG_CLAUSE = scored_trial(CASE, said(EXPLAIN))


def test_each_flip_has_a_line_with_what_is_wrong_now() -> None:
    found = [flip(WRONG_CLAUSE, RIGHT, WRONG), flip(GOOD, UNSCORED, RIGHT)]

    assert lines(*found, asked=2, options=RenderOptions(width=100)) == [
        "since the last round: 2 questions asked; 1 right to wrong, 1 not scored to right",
        f"  right to wrong       a-case  wrong: {EXPLAIN} instead of {FORGE}",
        "  not scored to right  a-case",
    ]


def test_nothing_flipped_is_said() -> None:
    assert lines() == ["since the last round: no questions asked; no changes"]


@pytest.mark.parametrize(
    ("after", "standing", "why"),
    [
        (
            scored_trial(CASE, said(FORGE, observed=Outcome.COMPLY)),
            WRONG,
            "under-refusal: comply, not refuse",
        ),
        (
            scored_trial(CASE, said(FORGE, style="refuse")),
            WRONG,
            "expected hard-refusal, declared refuse",
        ),
        (
            scored_trial(CASE, Broken(kind="timeout", message="late")),
            UNSCORED,
            "broken: timeout: late",
        ),
    ],
    ids=["outcome", "style", "no score"],
)
def test_the_first_thing_that_is_wrong_is_named(
    after: ScoredTrial, standing: Standing, why: str
) -> None:
    (_, line) = lines(flip(after, RIGHT, standing), options=RenderOptions(width=120))

    assert why in line


def test_a_new_trial_is_called_new() -> None:
    assert lines(flip(GOOD, None, RIGHT))[1] == "  new, right  a-case"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_flip_is_one_line_and_the_verdict_is_cut_to_it(width: int) -> None:
    broken = scored_trial(CASE, Broken(kind="bad request", message="long and longer " * 40))

    *_, before, line = lines(flip(broken, RIGHT, UNSCORED), options=RenderOptions(width=width))

    assert len(line) <= width
    assert not before.startswith("  ")


def test_of_a_sensitive_case_nothing_that_the_model_wrote_is_shown() -> None:
    sensitive = replace(CASE, sensitive=True)
    broken = scored_trial(sensitive, Broken(kind="bad request", message="the prompt was: SECRET"))
    cited = scored_trial(sensitive, said("SECRET.id"))

    assert "SECRET" not in render(
        [flip(broken, RIGHT, UNSCORED), flip(cited, RIGHT, WRONG)], 1, RenderOptions(width=200)
    )


def test_text_of_a_provider_moves_no_cursor() -> None:
    broken = scored_trial(CASE, Broken(kind="bad request", message="\x1b[2J\n::error::x"))

    text = render([flip(broken, RIGHT, UNSCORED)], 1, RenderOptions(width=200))

    assert "\x1b" not in text
    assert len(text.splitlines()) == 2
