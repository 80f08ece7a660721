"""Which trials a plan has."""

from collections.abc import Iterable, Iterator
from itertools import product

from delibctl.model import Case, Plan, TrialKey


def trial_keys(plan: Plan, cases: Iterable[Case]) -> Iterator[TrialKey]:
    """Every trial of a plan; cases that show the same text stand together, for prompt caches."""
    ordered = sorted(cases, key=lambda case: sorted(set(case.categories)))
    for model, mode in product(plan.models, plan.modes):
        for case in ordered:
            for repeat in range(1, plan.repeats + 1):
                yield TrialKey(case=case.id, model=model.alias, mode=mode, repeat=repeat)
