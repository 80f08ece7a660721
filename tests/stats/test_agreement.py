"""Agreement beyond chance."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.stats.agreement import alpha, kappa

#: Two readers of fifty grants, a textbook's example of kappa 0.4.
GRANTS = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}


def test_kappa_is_that_of_the_textbook() -> None:
    found = kappa(GRANTS)

    assert found is not None
    assert found.value == pytest.approx(0.4)
    assert found.total == 50


def test_its_interval_is_that_of_resampling() -> None:
    found = kappa(GRANTS)
    random = Random(1)
    pairs = [pair for pair, count in GRANTS.items() for _ in range(count)]
    drawn = sorted(
        again.value
        for _ in range(2000)
        if (again := kappa(Counter(random.choices(pairs, k=len(pairs)))))
    )

    assert found is not None
    assert found.low == pytest.approx(drawn[50], abs=0.05)
    assert found.high == pytest.approx(drawn[-50], abs=0.05)


def test_perfect_agreement_is_one_and_its_interval_a_point() -> None:
    found = kappa({("a", "a"): 5, ("b", "b"): 5})

    assert found is not None
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_where_there_is_nothing_to_agree_on_there_is_no_figure() -> None:
    assert kappa({}) is None
    assert kappa({("a", "a"): 9}) is None
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None


def test_alpha_is_that_of_the_published_example() -> None:
    """Krippendorff's own nominal example: two observers, ten units, alpha 0.095."""
    first = list("0100000010")
    second = list("1110010000")

    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), st.integers(0, 50), max_size=9
    )
)
def test_kappa_stays_within_its_bounds(pairs: dict[tuple[str, str], int]) -> None:
    found = kappa(pairs) if sum(pairs.values()) else None

    if found is not None:
        assert -1 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= 1
