"""Cases that have another id now: `renamed_from` of a case names those that it had."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from delibctl.model import Case


def present_ids(cases: Iterable[Case]) -> dict[str, str]:
    """Return the present id of each former one, unless a case has it, or several name it."""
    all_cases = tuple(cases)
    there = {case.id for case in all_cases}
    named = Counter(id for case in all_cases for id in set(case.renamed_from))
    return {
        id: case.id
        for case in all_cases
        for id in case.renamed_from
        if id not in there and named[id] == 1
    }


def under_present_ids(old: Iterable[Case], new: Iterable[Case]) -> tuple[Case, ...]:
    """Return former cases under the ids that they have among the new ones."""
    former, now = tuple(old), present_ids(new)
    taken = {case.id for case in former}
    return tuple(
        replace(case, id=now[case.id]) if case.id in now and now[case.id] not in taken else case
        for case in former
    )
