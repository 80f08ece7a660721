"""The smallest drop that is suspected and then confirmed in 80 of 100 runs."""

from delibctl.stats.power import beta_of, smallest_confirmed_drop


def _drop(cases: int = 3, fresh: int = 5, level: float = 0.05) -> float | None:
    return smallest_confirmed_drop((4.0, 1.0), cases=cases, repeats=3, fresh=fresh, level=level)


def test_more_repeats_show_a_smaller_drop_and_a_stricter_level_a_larger() -> None:
    smaller, drop, larger = _drop(fresh=8), _drop(), _drop(level=0.005)
    assert None not in (smaller, drop, larger)
    assert (smaller or 0) < (drop or 0) < (larger or 0)


def test_the_same_question_has_the_same_answer() -> None:
    first = _drop(cases=1, fresh=9)
    smallest_confirmed_drop.cache_clear()
    assert _drop(cases=1, fresh=9) == first


def test_no_drop_of_a_single_case_shows_if_its_repeats_are_too_few() -> None:
    assert _drop(cases=1, fresh=2) is None


def test_the_beta_distribution_has_the_moments_of_the_rates() -> None:
    seen = [(3, 3)] * 60 + [(2, 3)] * 24 + [(1, 3)] * 12 + [(0, 3)] * 4
    assert beta_of(seen) == (2.4, 0.6)
    assert beta_of([(1, 1)] * 4 + [(0, 1)]) == (
        3.582857,
        1.131429,
    )  # as far apart as those of Beta(4, 1)
