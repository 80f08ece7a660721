"""Whether the category of a case tells its answer, as in the policy of a classifier."""

from collections.abc import Iterable

from delibctl.cases.expectation import outcomes_of
from delibctl.model import Case, Outcome, Policy


def categories_tell(cases: Iterable[Case], policy: Policy) -> dict[str, Outcome] | None:
    """Return the outcome of each category that cases show, if it tells every case's answer.

    Each case then shows one category, whose clauses all lead to the outcome that the case expects,
    and the categories differ. None if they do not tell.
    """
    clauses = {category.id: category.clauses for category in policy.categories}
    told: dict[str, Outcome] = {}
    for case in cases:
        expected = case.expected
        right = expected.outcomes or (policy.outcome(expected.style) or Outcome.COMPLY,)
        if len(case.categories) != 1 or len(right) != 1:
            return None
        (category,) = case.categories
        if outcomes_of(clauses.get(category, ()), policy) != right:
            return None
        told[category] = right[0]
    return told if len(set(told.values())) > 1 else None
