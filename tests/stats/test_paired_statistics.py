"""Statistics of pairs, held against a second implementation and against published values."""

import itertools
from math import comb, isclose, log, prod

import numpy as np
import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import mcnemar as other_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import DescrStatsW

from delibctl.stats.clustered import clustered_mean
from delibctl.stats.paired import holm, mcnemar
from delibctl.stats.stratified import Stratum, smallest_p, stratified_drop

DRAWS = 1_000


@pytest.fixture
def draw() -> np.random.Generator:
    return np.random.default_rng(19)


def test_mcnemar_agrees_with_statsmodels(draw: np.random.Generator) -> None:
    for worse, better in draw.integers(0, 40, size=(DRAWS, 2)).tolist():
        expected = other_mcnemar([[0, worse], [better, 0]], exact=True).pvalue
        assert isclose(mcnemar(worse, better), expected if worse + better else 1, abs_tol=1e-9)


@pytest.mark.parametrize("draws", [10, pytest.param(DRAWS, marks=pytest.mark.slow)])
def test_holm_agrees_with_statsmodels(draws: int, draw: np.random.Generator) -> None:
    for _ in range(draws):  # statsmodels takes a twentieth of a second for each
        values = draw.random(draw.integers(1, 25)) ** 3
        expected = multipletests(values, method="holm")[1]
        np.testing.assert_allclose(holm(values.tolist()), expected, atol=1e-9, rtol=0)


def test_a_mean_with_a_cluster_for_each_value_agrees_with_statsmodels(
    draw: np.random.Generator,
) -> None:
    for _ in range(DRAWS):
        values = draw.normal(size=draw.integers(2, 60))
        found = clustered_mean(values.tolist(), range(len(values)))
        other = DescrStatsW(values)

        assert found
        low, high = other.tconfint_mean(alpha=0.10)
        np.testing.assert_allclose([found.low(), found.high()], [low, high], atol=1e-9, rtol=0)
        assert isclose(found.p_above(), other.ttest_mean(0, "larger")[1], abs_tol=1e-9)


def test_a_clustered_mean_agrees_with_the_matrices_of_bell_and_mccaffrey(
    draw: np.random.Generator,
) -> None:
    for _ in range(DRAWS):
        sizes = draw.integers(1, 7, size=draw.integers(2, 8))
        clusters = np.repeat(np.arange(len(sizes)), sizes)
        values = draw.normal(size=len(clusters)) + draw.normal(size=len(sizes))[clusters]
        found = clustered_mean(values.tolist(), clusters.tolist())

        assert found
        error, freedom = _by_matrices(values, clusters)
        assert isclose(found.error, error, abs_tol=1e-9)
        assert isclose(found.freedom, freedom, rel_tol=1e-9)


def _by_matrices(values: np.ndarray, clusters: np.ndarray) -> tuple[float, float]:
    """CR2 and Satterthwaite's degrees of freedom, written out for a regression on a constant."""
    total = len(values)
    residual_maker = np.eye(total) - 1 / total
    residuals = residual_maker @ values
    variance, vectors = 0.0, []
    for cluster in np.unique(clusters):
        inside = clusters == cluster
        roots, axes = np.linalg.eigh(residual_maker[np.ix_(inside, inside)])
        adjusted = (axes * roots**-0.5) @ axes.T @ np.ones(inside.sum()) / total
        variance += float(adjusted @ residuals[inside]) ** 2
        vectors.append(residual_maker[inside].T @ adjusted)
    weights = np.linalg.eigvalsh(np.array(vectors) @ np.array(vectors).T)
    return variance**0.5, float(weights.sum() ** 2 / (weights**2).sum())


def test_one_stratum_is_fishers_exact_test(draw: np.random.Generator) -> None:
    for before_total, after_total in draw.integers(1, 12, size=(DRAWS, 2)).tolist():
        before, after = draw.integers(0, [before_total + 1, after_total + 1]).tolist()
        table = [[before, before_total - before], [after, after_total - after]]
        expected = fisher_exact(table, alternative="greater").pvalue
        found = stratified_drop([Stratum(before, before_total, after, after_total)])
        assert isclose(found, expected, abs_tol=1e-9)


def test_several_strata_agree_with_the_enumeration_of_all_outcomes(
    draw: np.random.Generator,
) -> None:
    for _ in range(DRAWS):
        strata = [
            Stratum(int(draw.integers(0, n + 1)), n, int(draw.integers(0, n + 1)), n)
            for n in draw.integers(1, 6, size=draw.integers(2, 4)).tolist()
        ]
        assert isclose(stratified_drop(strata), _enumerated(strata), abs_tol=1e-9)


def _enumerated(strata: list[Stratum]) -> float:
    observed = sum(_likelihood_ratio(stratum) for stratum in strata)
    choices = [
        [
            Stratum(hits - after, s.before_total, after, s.after_total)
            for hits in [s.before + s.after]
            for after in range(max(0, hits - s.before_total), min(hits, s.after_total) + 1)
        ]
        for s in strata
    ]
    return sum(
        prod(
            comb(s.before_total, s.before)
            * comb(s.after_total, s.after)
            / comb(s.before_total + s.after_total, s.before + s.after)
            for s in outcome
        )
        for outcome in itertools.product(*choices)
        if sum(_likelihood_ratio(s) for s in outcome) >= observed
    )


def _likelihood_ratio(s: Stratum) -> int:
    """In twentieths, of a drop."""
    if s.after / s.after_total >= s.before / s.before_total:
        return 0
    total, hits = s.before_total + s.after_total, s.before + s.after
    ratio = 0.0
    for right, side in ((s.before, s.before_total), (s.after, s.after_total)):
        for seen, expected in (
            (right, side * hits / total),
            (side - right, side * (total - hits) / total),
        ):
            ratio += seen * log(seen / expected) if seen else 0.0
    return round(40 * ratio)


def test_published_values_are_found() -> None:
    # Student 1908, the additional hours of sleep of ten patients.
    sleep = clustered_mean([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4], range(10))
    assert sleep
    assert (round(sleep.value, 2), sleep.clusters) == (1.58, 10)
    assert (round(sleep.value / sleep.error, 4), round(sleep.freedom, 9)) == (4.0621, 9.0)
    assert round(2 * sleep.p_above(), 6) == 0.002833
    # Fisher 1935, the lady who tastes tea.
    assert isclose(stratified_drop([Stratum(3, 4, 1, 4)]), 17 / 70)
    assert isclose(stratified_drop([Stratum(4, 4, 0, 4)]), 1 / 70)
    assert smallest_p(5, 5) == 1 / 252


@pytest.mark.parametrize(
    ("values", "clusters"), [([], []), ([0.3], ["a"]), ([0.3, 0.1, 0.2], ["a", "a", "a"])]
)
def test_without_two_clusters_there_is_no_interval(
    values: list[float], clusters: list[str]
) -> None:
    assert clustered_mean(values, clusters) is None


def test_values_that_do_not_vary_have_the_least_error() -> None:
    found = clustered_mean([0.0] * 20, range(20), least_error=0.05)
    assert found
    assert (found.value, found.error) == (0.0, 0.05)


def test_a_stratum_without_a_drop_does_not_hide_one_with_a_whole_drop() -> None:
    dropped, same = Stratum(5, 5, 0, 5), Stratum(3, 5, 4, 5)
    assert isclose(stratified_drop([dropped, same]), stratified_drop([dropped]), rel_tol=1e-6)
