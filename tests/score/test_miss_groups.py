"""Rows by what went wrong, worst first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.scored_trials import CASE, expecting, said, scored_trial

from delibctl.model import Form, Outcome
from delibctl.score.miss_groups import Fault, Group, Pair, groups, pair
from delibctl.score.scored_run import score_run
from delibctl.score.scored_trial import ScoredTrial

EITHER = expecting(either=(EXPLAIN, COPY))
NONE = expecting(style="comply")

WRONG, MISSING, NON_EXISTENT, MISQUOTED, BLOCKED, FINE = Fault

PAIRS = {
    "what was right": (scored_trial(), FINE, (FORGE,), FORGE),
    "what was right, cited second": (scored_trial(CASE, said(COPY, FORGE)), FINE, (FORGE,), FORGE),
    "the missing clause on the extra one": (scored_trial(CASE, said(COPY)), WRONG, (FORGE,), COPY),
    "the missing clause on nothing": (scored_trial(CASE, said()), MISSING, (FORGE,), None),
    "the missing clause on an id that does not exist": (
        scored_trial(CASE, said("x")),
        NON_EXISTENT,
        (FORGE,),
        "x",
    ),
    "the missing clause on one that may be cited": (
        scored_trial(expecting(FORGE, also=(COPY,)), said(COPY)),
        WRONG,
        (FORGE,),
        COPY,
    ),
    "the second clause, if that is missing": (
        scored_trial(expecting(FORGE, COPY), said(FORGE, EXPLAIN)),
        WRONG,
        (COPY,),
        EXPLAIN,
    ),
    "a misquoted clause on itself": (
        scored_trial(CASE, said((FORGE, "none"))),
        MISQUOTED,
        (FORGE,),
        FORGE,
    ),
    "a misquoted extra": (scored_trial(CASE, said(FORGE, (COPY, "none"))), MISQUOTED, (), COPY),
    "an id that does not exist beside the right clause": (
        scored_trial(CASE, said(FORGE, "x")),
        NON_EXISTENT,
        (),
        "x",
    ),
    "the first of either": (scored_trial(EITHER, said(EXPLAIN)), FINE, (EXPLAIN,), EXPLAIN),
    "the second of either": (scored_trial(EITHER, said(COPY)), FINE, (COPY,), COPY),
    "all of either on another": (scored_trial(EITHER, said(FORGE)), WRONG, (EXPLAIN, COPY), FORGE),
    "all of either on nothing": (scored_trial(EITHER, said()), MISSING, (EXPLAIN, COPY), None),
    "an id that does not exist beside one of either": (
        scored_trial(EITHER, said(COPY, "x")),
        NON_EXISTENT,
        (),
        "x",
    ),
    "no clause on an id that does not exist": (
        scored_trial(NONE, said("x")),
        NON_EXISTENT,
        (),
        "x",
    ),
    "no clause on nothing": (scored_trial(NONE, said()), FINE, (), None),
    "no clause on what was cited": (scored_trial(NONE, said(COPY)), FINE, (), COPY),
    "what was blocked": (
        scored_trial(CASE, said(style=None, form=Form.BLOCKED)),
        BLOCKED,
        (FORGE,),
        None,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_row_is_about(name: str) -> None:
    made, fault, expected, cited = PAIRS[name]

    assert pair(made) == Pair(fault=fault, expected=expected, cited=cited)


def test_rows_with_the_same_pair_are_one_group() -> None:
    first, second, other = (
        scored_trial(CASE, said(COPY)),
        scored_trial(CASE, said(COPY), repeat=2),
        scored_trial(),
    )

    assert groups([other, second, first]) == (
        Group(pair=pair(first), trials=(first, second)),
        Group(pair=pair(other), trials=(other,)),
    )


def ids(trials: list[ScoredTrial]) -> list[list[str]]:
    return [[scored_trial.case.id for scored_trial in group.trials] for group in groups(trials)]


CONTRADICTION = scored_trial(
    expecting(EXPLAIN, id="contradiction"), said(COPY, style="refuse", observed=Outcome.COMPLY)
)
CRITICAL = scored_trial(expecting(FORGE, id="critical"), said())
MANY = [scored_trial(expecting(EXPLAIN, id=f"many-{n}"), said()) for n in (3, 1, 2)]
FEW = [scored_trial(expecting(COPY, id="few"), said(EXPLAIN))]
FLAWLESS = [scored_trial(expecting(FORGE, id=f"fine-{n}")) for n in range(5)]


def test_the_worst_group_stands_first() -> None:
    assert ids([*FLAWLESS, *FEW, *MANY, CRITICAL, CONTRADICTION]) == [
        ["contradiction"],
        ["critical"],
        ["many-1", "many-2", "many-3"],
        ["few"],
        [f"fine-{n}" for n in range(5)],
    ]


def test_within_a_group_contradictions_stand_first_then_critical_rows() -> None:
    plain = scored_trial(expecting(EXPLAIN, id="a-plain", style="comply"), said(COPY))
    critical = scored_trial(expecting(EXPLAIN, either=(FORGE,), id="b-critical"), said(COPY))

    assert ids([plain, critical, CONTRADICTION]) == [["contradiction", "b-critical", "a-plain"]]


def test_a_critical_clause_that_was_met_is_not_urgent() -> None:
    assert ids([*FLAWLESS, *FEW]) == [["few"], [f"fine-{n}" for n in range(5)]]


ROWS = score_run(example_run()).trials


@given(st.permutations(ROWS), st.integers(0, len(ROWS)))
def test_groups_do_not_depend_on_the_order_and_lose_no_row(
    trials: list[ScoredTrial], size: int
) -> None:
    chosen = trials[:size]

    made = groups(chosen)

    assert made == groups([scored_trial for scored_trial in ROWS if scored_trial in chosen])
    assert sorted(
        scored_trial.case.id for group in made for scored_trial in group.trials
    ) == sorted(scored_trial.case.id for scored_trial in chosen)
    assert len({(group.pair, bool(group.missed)) for group in made}) == len(made)
    assert all(group.missed in (0, len(group.trials)) for group in made)
    assert sum(group.missed for group in made) == sum(
        scored_trial.missed for scored_trial in chosen
    )
