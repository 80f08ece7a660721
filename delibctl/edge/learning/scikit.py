"""Learning a linear model with scikit-learn. It is imported here alone, and only to learn."""

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import sqrt
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.judge.fitted.linear import LinearModel, finding_name
from delibctl.model import Outcome
from delibctl.score.fitting import Example, Learn

NAME = "scikit-learn"
EXTRA = "pip install 'delibctl[fit]'"

#: Features that are kept, and answers that must share one; we chose these, as all numbers here.
_KEPT, _ANSWERS = 1_000, 3
#: The length of the n-grams of an answer as a vector, and the value of a finding.
_LENGTH, _FINDING = 5.0, 2.0
_PENALTY = 0.3
_ROUNDS = 2_000
_DIGITS = 4
_FINDINGS = tuple(dict.fromkeys(finding_name(finding) for finding in (*Outcome, None)))


def installed_version() -> str | None:
    """Return the version of scikit-learn, without importing it; None if it is not installed."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return None


def learner() -> Learn:
    """Return the function that learns. Raises DelibctlError if scikit-learn cannot be used."""
    try:
        import sklearn.linear_model  # noqa: F401
    except ImportError as error:
        broken = installed_version()
        what = f"{NAME} {broken} is broken: {error}" if broken else f"{NAME} is not installed"
        raise DelibctlError(what, next=EXTRA) from error
    return learn


def learn(examples: Sequence[Example]) -> LinearModel:
    """Return the model learned from examples of at least two outcomes."""
    return Regression(examples).model()


class Regression:
    """A logistic regression of scikit-learn over the features and findings of examples."""

    def __init__(self, examples: Sequence[Example]) -> None:
        from sklearn.linear_model import LogisticRegression

        outcomes = [str(example.outcome) for example in examples]
        self._words = _kept_words(examples, outcomes)
        self._columns = {word: number for number, word in enumerate(self._words)}
        self._fitted = LogisticRegression(C=_PENALTY, max_iter=_ROUNDS).fit(
            self._table(examples), outcomes
        )

    def probabilities(self, examples: Sequence[Example]) -> list[dict[Outcome, float]]:
        """Return the probability of each outcome, as scikit-learn itself predicts it."""
        rows = self._fitted.predict_proba(self._table(examples)).tolist()
        outcomes = tuple(map(Outcome, self._fitted.classes_))
        return [dict(zip(outcomes, row, strict=True)) for row in rows]

    def model(self) -> LinearModel:
        """Return what was learned as rounded weights, which need no library."""
        import numpy as np

        weights, intercepts = self._fitted.coef_, self._fitted.intercept_
        if len(weights) == 1:  # of two outcomes, scikit-learn has one row for both
            weights = np.vstack([-weights / 2, weights / 2])
            intercepts = np.concatenate([-intercepts / 2, intercepts / 2])
        by_column = weights.T
        findings = enumerate(_FINDINGS, start=len(self._words))
        return LinearModel(
            outcomes=tuple(map(Outcome, self._fitted.classes_)),
            intercepts=_rounded(intercepts),
            findings={name: _rounded(by_column[at], _FINDING) for at, name in findings},
            words={word: _rounded(by_column[at], _LENGTH) for word, at in self._columns.items()},
        )

    def _table(self, examples: Sequence[Example]) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix, hstack

        found = [finding_name(example.finding) for example in examples]
        seen = [[_FINDING * (of_answer == name) for name in _FINDINGS] for of_answer in found]
        rows = _rows(examples, self._columns, csr_matrix)
        return hstack([rows, csr_matrix(np.array(seen, dtype=float))]).tocsr()


def _rounded(values: Any, factor: float = 1.0) -> tuple[float, ...]:
    return tuple(round(float(value) * factor, _DIGITS) + 0.0 for value in values)


def _kept_words(examples: Sequence[Example], outcomes: Sequence[str]) -> list[str]:
    """Return the features that tell outcomes apart best, sorted."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_selection import chi2

    counts: dict[str, int] = {}
    for example in examples:
        for feature in example.features:
            counts[feature] = counts.get(feature, 0) + 1
    common = sorted(feature for feature, count in counts.items() if count >= _ANSWERS)
    if len(common) <= _KEPT:
        return common
    columns = {word: number for number, word in enumerate(common)}
    scores, _ = chi2(_rows(examples, columns, csr_matrix, length=None), outcomes)
    ranked = sorted(zip(-scores, common, strict=True))
    return sorted(word for _, word in ranked[:_KEPT])


def _rows(
    examples: Sequence[Example],
    columns: dict[str, int],
    matrix: Callable[..., Any],
    length: float | None = _LENGTH,
) -> Any:
    """Return a sparse row for each example; all rows have the same length, or are of ones."""
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for example in examples:
        known = sorted(columns[feature] for feature in example.features & columns.keys())
        values += [1.0 if length is None else length / sqrt(len(known) or 1)] * len(known)
        places += known
        ends.append(len(places))
    return matrix((values, places, ends), shape=(len(examples), len(columns)))
