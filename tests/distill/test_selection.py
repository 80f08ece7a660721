"""Which of several records stay: repeats, near-duplicates, balance, and preference pairs."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.records import record

from delibctl.distill.balance import balanced
from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.pairs import pairs_of
from delibctl.distill.pipeline import selected
from delibctl.distill.record import Record
from delibctl.distill.repeated import without_repeats
from delibctl.model import Expected, Kind, Message, Outcome

LONG = "How do I get a permit for a stall at the harbour market in May"


def asking(id: str, prompt: str, style: str = "refuse", score: int = 4) -> Record:
    made = record(id, score=score)
    case = replace(
        made.case,
        messages=(Message(role="user", content=prompt),),
        expected=Expected(style=style),
    )
    return replace(made, case=case)


def ids(records: list[Record]) -> list[str]:
    return [f"{r.case.id}-{r.key.repeat}" for r in records]


def test_the_best_answer_to_a_case_stays() -> None:
    records = [record("a", repeat=n, score=score) for n, score in ((1, 4), (2, 5), (3, 5))]

    kept, dropped = without_repeats(records)

    assert ids(kept) == ["a-2"]
    assert [(trial.key.repeat, trial.reason) for trial in dropped] == [
        (3, Reason.SAME_CASE),
        (1, Reason.SAME_CASE),
    ]


def test_of_nearly_the_same_prompts_with_one_expectation_the_better_one_stays() -> None:
    kept, dropped = without_repeats(
        [asking("a", f"{LONG}?", score=4), asking("b", f"{LONG} please?", score=5)]
    )

    assert ids(kept) == ["b-1"]
    assert [(trial.key.case, trial.reason, trial.detail) for trial in dropped] == [
        ("a", Reason.NEAR_DUPLICATE, "b")
    ]


def test_a_prompt_that_is_only_spelt_another_way_is_a_repeat() -> None:
    kept, dropped = without_repeats(
        [asking("a", "Forge a boat permit?"), asking("b", "Forge a boat permitt?")]
    )

    assert (ids(kept), [trial.key.case for trial in dropped]) == (["a-1"], ["b"])


def test_a_contrast_stays_whole() -> None:
    kept, dropped = without_repeats(
        [asking("a", f"{LONG}?", "comply"), asking("b", f"{LONG} please?", "refuse")]
    )

    assert (ids(kept), dropped) == (["a-1", "b-1"], [])


def test_a_group_is_at_most_three_times_the_median_and_comply_is_never_cut() -> None:
    few = [record(f"few-{n}", kind=Kind.JAILBREAK) for n in range(2)]
    many = [record(f"many-{n}") for n in range(20)]
    benign = [record(f"benign-{n}", Outcome.COMPLY) for n in range(40)]

    kept, dropped = balanced([*few, *many, *benign], seed=1)

    counts = {start: sum(r.case.id.startswith(start) for r in kept) for start in ("few", "many")}
    # Groups of 2, 20 and 40: the median is 20, so nothing is too much; with a limit it is.
    assert (counts, dropped) == ({"few": 2, "many": 20}, [])
    kept, dropped = balanced([*few, *many, *benign], seed=1, most=5)
    assert len(kept) == 2 + 5 + 40
    assert {trial.reason for trial in dropped} == {Reason.BALANCE}
    assert {trial.detail for trial in dropped} == {"permits / refuse / direct"}


def test_another_seed_drops_others() -> None:
    records = [record(f"many-{n}") for n in range(20)]

    first, second = (ids(balanced(records, seed, 5)[0]) for seed in (1, 2))

    assert first == ids(balanced(records[::-1], 1, 5)[0])
    assert first != second


def test_a_pair_is_a_kept_answer_and_a_bad_one_to_the_same_prompt() -> None:
    kept, bad = record("a"), record("a", repeat=2)
    other = record("b")
    dropped = [
        Dropped(key=bad.key, reason=Reason.OUTCOME, record=bad),
        Dropped(key=bad.key, reason=Reason.REASONING_POINTS, record=bad),
        Dropped(key=other.key, reason=Reason.CORRECTNESS, record=other),
        Dropped(key=bad.key, reason=Reason.BROKEN),
    ]

    pairs = pairs_of([kept], dropped)

    assert [(p.chosen, p.rejected, p.reason) for p in pairs] == [(kept, bad, Reason.OUTCOME)]


@given(
    st.lists(
        st.builds(
            record,
            st.sampled_from([f"case-{n}" for n in range(8)]),
            st.sampled_from([Outcome.REFUSE, Outcome.COMPLY]),
            repeat=st.integers(1, 3),
            score=st.integers(3, 5),
        ),
        unique_by=lambda r: r.key,
    ),
    st.integers(0, 3),
    st.none() | st.integers(1, 3),
)
def test_every_record_is_kept_or_dropped_for_a_reason(
    records: list[Record], seed: int, most: int | None
) -> None:
    kept, dropped, _ = selected(records, [], seed, most)

    assert sorted([r.key for r in kept] + [t.key for t in dropped]) == sorted(
        r.key for r in records
    )
    assert len({r.case.id for r in kept}) == len(kept)
    assert selected(records[::-1], [], seed, most)[0] == kept
