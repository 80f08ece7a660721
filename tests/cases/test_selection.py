"""Which cases a command is about."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.cases import Selection, select
from delibctl.model import Case, Expected, Kind, Message, Split


def _case(id: str, **change: Any) -> Case:
    fields: dict[str, Any] = {
        "messages": (Message(role="user", content="Hi"),),
        "categories": ("refunds",),
        "kind": Kind.DIRECT,
        "expected": Expected(style="comply"),
    }
    return Case(id=id, **(fields | change))


CASES = (
    _case("plain"),
    _case("clause", expected=Expected(style="comply", clauses=("how", "late"))),
    _case("either", expected=Expected(style="comply", either=("late", "no"))),
    _case("also", expected=Expected(style="comply", also=("late",))),
    _case("near", kind=Kind.NEAR_MISS, lang="de", split=Split.TRAIN),
    _case("fraud", categories=("fraud", "refunds"), split=Split.TEST),
    _case("Fraud-2", categories=("fraud",), kind=Kind.JAILBREAK),
)


def _selected(selection: Selection) -> list[str]:
    return [case.id for case in select(CASES, selection, lambda case: case)]


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        pytest.param(Selection(), [case.id for case in CASES], id="no filter"),
        pytest.param(Selection(category=("fraud",)), ["fraud", "Fraud-2"], id="category"),
        pytest.param(Selection(clause=("late",)), ["clause", "either"], id="clause, not also"),
        pytest.param(
            Selection(clause=("how", "no")), ["clause", "either"], id="any of two clauses"
        ),
        pytest.param(Selection(kind=("near-miss", "jailbreak")), ["near", "Fraud-2"], id="kind"),
        pytest.param(Selection(lang=("de",)), ["near"], id="language"),
        pytest.param(Selection(split=("train",)), ["near"], id="split"),
        pytest.param(Selection(split=("train", "test")), ["near", "fraud"], id="either split"),
        pytest.param(
            Selection(split=("unassigned",), category=("fraud",)), ["Fraud-2"], id="no split"
        ),
        pytest.param(Selection(case=("plain",)), ["plain"], id="id"),
        pytest.param(
            Selection(case=("*a*",)),
            ["plain", "clause", "also", "near", "fraud", "Fraud-2"],
            id="glob",
        ),
        pytest.param(Selection(case=("fraud*",)), ["fraud"], id="glob, case counts"),
        pytest.param(Selection(case=("ne?r", "[pc]l*")), ["plain", "clause", "near"], id="globs"),
        pytest.param(Selection(category=("fraud",), kind=("direct",)), ["fraud"], id="all filters"),
        pytest.param(Selection(category=("none",)), [], id="nothing fits"),
        pytest.param(Selection(sample=0), [], id="a sample of none"),
        pytest.param(Selection(sample=99), [case.id for case in CASES], id="a sample of more"),
        pytest.param(
            Selection(category=("fraud",), sample=2), ["fraud", "Fraud-2"], id="sample of few"
        ),
    ],
)
def test_a_selection_lets_these_pass_in_their_order(selection: Selection, ids: list[str]) -> None:
    assert _selected(selection) == ids


names = st.lists(st.text("abc", min_size=1, max_size=3), unique=True, max_size=12)


@given(names, st.integers(0, 12), st.integers(0, 5), st.randoms())
def test_a_sample_depends_on_ids_and_seed_only(
    ids: list[str], size: int, seed: int, random: Any
) -> None:
    shuffled = list(ids)
    random.shuffle(shuffled)
    selection = Selection(sample=size, seed=seed)

    one = select(ids, selection, _case)
    other = select(shuffled, selection, _case)

    assert set(one) == set(other)
    assert len(one) == min(size, len(ids))
    assert one == [id for id in ids if id in set(one)]


@given(names, st.integers(0, 12))
def test_every_item_of_a_sampled_case_is_kept(ids: list[str], size: int) -> None:
    trials = [(id, repeat) for id in ids for repeat in (1, 2, 3)]

    picked = select(trials, Selection(sample=size), lambda trial: _case(trial[0]))

    assert picked == [trial for trial in trials if trial in set(picked)]
    assert len(picked) == 3 * min(size, len(ids))


def test_another_seed_makes_another_sample() -> None:
    ids = [f"case-{number}" for number in range(50)]
    samples = {tuple(select(ids, Selection(sample=10, seed=seed), _case)) for seed in range(5)}

    assert len(samples) == 5
