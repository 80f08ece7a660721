"""The trials of a plan."""

from collections.abc import Iterable, Iterator
from itertools import product

from delibctl.model import Case, Plan, TrialKey


def planned_trials(plan: Plan, cases: Iterable[Case]) -> Iterator[tuple[TrialKey, Case]]:
    """Yield each trial of a plan with its case.

    Cases that show the same text come one after another, for the prompt caches of providers.
    """
    ordered = sorted(cases, key=lambda case: sorted(set(case.categories)))
    for model, mode in product(plan.models, plan.modes):
        for case in ordered:
            for repeat in range(1, plan.repeats + 1):
                yield TrialKey(case=case.id, model=model.alias, mode=mode, repeat=repeat), case
