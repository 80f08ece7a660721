"""Rows by what went wrong, worst first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.rows import CASE, expecting, row, said

from delibctl.model import Form, Outcome
from delibctl.score import Fault, Group, Pair, ScoredTrial, groups, score_run
from delibctl.score.miss_groups import pair

EITHER = expecting(either=(EXPLAIN, COPY))
NONE = expecting(style="comply")

WRONG, MISSING, NON_EXISTENT, MISQUOTED, BLOCKED, FINE = Fault

PAIRS = {
    "what was right": (row(), FINE, (FORGE,), FORGE),
    "what was right, cited second": (row(CASE, said(COPY, FORGE)), FINE, (FORGE,), FORGE),
    "the missing clause on the extra one": (row(CASE, said(COPY)), WRONG, (FORGE,), COPY),
    "the missing clause on nothing": (row(CASE, said()), MISSING, (FORGE,), None),
    "the missing clause on an id that does not exist": (
        row(CASE, said("x")),
        NON_EXISTENT,
        (FORGE,),
        "x",
    ),
    "the missing clause on one that may be cited": (
        row(expecting(FORGE, also=(COPY,)), said(COPY)),
        WRONG,
        (FORGE,),
        COPY,
    ),
    "the second clause, if that is missing": (
        row(expecting(FORGE, COPY), said(FORGE, EXPLAIN)),
        WRONG,
        (COPY,),
        EXPLAIN,
    ),
    "a misquoted clause on itself": (
        row(CASE, said((FORGE, "none"))),
        MISQUOTED,
        (FORGE,),
        FORGE,
    ),
    "a misquoted extra": (row(CASE, said(FORGE, (COPY, "none"))), MISQUOTED, (), COPY),
    "an id that does not exist beside the right clause": (
        row(CASE, said(FORGE, "x")),
        NON_EXISTENT,
        (),
        "x",
    ),
    "the first of either": (row(EITHER, said(EXPLAIN)), FINE, (EXPLAIN,), EXPLAIN),
    "the second of either": (row(EITHER, said(COPY)), FINE, (COPY,), COPY),
    "all of either on another": (row(EITHER, said(FORGE)), WRONG, (EXPLAIN, COPY), FORGE),
    "all of either on nothing": (row(EITHER, said()), MISSING, (EXPLAIN, COPY), None),
    "an id that does not exist beside one of either": (
        row(EITHER, said(COPY, "x")),
        NON_EXISTENT,
        (),
        "x",
    ),
    "no clause on an id that does not exist": (row(NONE, said("x")), NON_EXISTENT, (), "x"),
    "no clause on nothing": (row(NONE, said()), FINE, (), None),
    "no clause on what was cited": (row(NONE, said(COPY)), FINE, (), COPY),
    "what was blocked": (
        row(CASE, said(style=None, form=Form.BLOCKED)),
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
    first, second, other = row(CASE, said(COPY)), row(CASE, said(COPY), repeat=2), row()

    assert groups([other, second, first]) == (
        Group(pair=pair(first), rows=(first, second)),
        Group(pair=pair(other), rows=(other,)),
    )


def ids(rows: list[ScoredTrial]) -> list[list[str]]:
    return [[row.case.id for row in group.rows] for group in groups(rows)]


CONTRADICTION = row(
    expecting(EXPLAIN, id="contradiction"), said(COPY, style="refuse", observed=Outcome.COMPLY)
)
CRITICAL = row(expecting(FORGE, id="critical"), said())
MANY = [row(expecting(EXPLAIN, id=f"many-{n}"), said()) for n in (3, 1, 2)]
FEW = [row(expecting(COPY, id="few"), said(EXPLAIN))]
FLAWLESS = [row(expecting(FORGE, id=f"fine-{n}")) for n in range(5)]


def test_the_worst_group_stands_first() -> None:
    assert ids([*FLAWLESS, *FEW, *MANY, CRITICAL, CONTRADICTION]) == [
        ["contradiction"],
        ["critical"],
        ["many-1", "many-2", "many-3"],
        ["few"],
        [f"fine-{n}" for n in range(5)],
    ]


def test_within_a_group_contradictions_stand_first_then_critical_rows() -> None:
    plain = row(expecting(EXPLAIN, id="a-plain", style="comply"), said(COPY))
    critical = row(expecting(EXPLAIN, either=(FORGE,), id="b-critical"), said(COPY))

    assert ids([plain, critical, CONTRADICTION]) == [["contradiction", "b-critical", "a-plain"]]


def test_a_critical_clause_that_was_met_is_not_urgent() -> None:
    assert ids([*FLAWLESS, *FEW]) == [["few"], [f"fine-{n}" for n in range(5)]]


ROWS = score_run(example_run()).rows


@given(st.permutations(ROWS), st.integers(0, len(ROWS)))
def test_groups_do_not_depend_on_the_order_and_lose_no_row(
    rows: list[ScoredTrial], size: int
) -> None:
    chosen = rows[:size]

    made = groups(chosen)

    assert made == groups([row for row in ROWS if row in chosen])
    assert sorted(row.case.id for group in made for row in group.rows) == sorted(
        row.case.id for row in chosen
    )
    assert len({(group.pair, bool(group.missed)) for group in made}) == len(made)
    assert all(group.missed in (0, len(group.rows)) for group in made)
    assert sum(group.missed for group in made) == sum(row.missed for row in chosen)
