"""A share of trials, and the interval that its count allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.stats.share import Share

#: Roots of (p - x)² = z² x (1 - x) / n, found by bisection with exact fractions.
WILSON = [
    (0, 1, 0.0000, 0.7935),
    (1, 1, 0.2065, 1.0000),
    (0, 10, 0.0000, 0.2775),
    (1, 10, 0.0179, 0.4042),
    (5, 10, 0.2366, 0.7634),
    (10, 10, 0.7225, 1.0000),
    (7, 20, 0.1812, 0.5671),
    (48, 50, 0.8654, 0.9890),
    (81, 263, 0.2553, 0.3662),
    (500, 1000, 0.4691, 0.5309),
]

shares = st.integers(1, 500).flatmap(
    lambda total: st.builds(Share, hits=st.integers(0, total), total=st.just(total))
)


def _interval(share: Share, confidence: float = 0.95) -> tuple[float, float]:
    interval = share.interval(confidence)
    assert interval is not None
    return interval


@pytest.mark.parametrize(("hits", "total", "low", "high"), WILSON)
def test_the_interval_is_wilson_s(hits: int, total: int, low: float, high: float) -> None:
    found = _interval(Share(hits=hits, total=total))

    assert tuple(round(bound, 4) for bound in found) == (low, high)


def test_nothing_counted_has_neither_value_nor_interval() -> None:
    share = Share(hits=0, total=0)

    assert (share.value, share.interval()) == (None, None)


def test_the_value_is_the_share_of_hits() -> None:
    assert Share(hits=3, total=4).value == 0.75


@given(shares)
def test_the_interval_lies_between_nothing_and_all_and_holds_the_value(share: Share) -> None:
    low, high = _interval(share)

    assert share.value is not None
    assert 0 <= low <= share.value <= high <= 1
    assert low < high


@given(shares, st.integers(2, 20))
def test_more_data_of_the_same_share_makes_it_narrower(share: Share, times: int) -> None:
    low, high = _interval(share)
    more_low, more_high = _interval(Share(hits=share.hits * times, total=share.total * times))

    assert more_high - more_low < high - low


@given(shares)
def test_more_confidence_makes_it_wider(share: Share) -> None:
    low, high = _interval(share, 0.9)
    wider_low, wider_high = _interval(share, 0.99)

    assert wider_high - wider_low > high - low


@given(shares)
def test_misses_have_the_interval_of_hits_turned_round(share: Share) -> None:
    low, high = _interval(share)
    missed_low, missed_high = _interval(Share(hits=share.total - share.hits, total=share.total))

    assert (missed_low, missed_high) == pytest.approx((1 - high, 1 - low))
