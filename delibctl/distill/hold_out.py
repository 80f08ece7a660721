"""Assigning cases without a split to the training half or to the test half, by families."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from delibctl.distill.case_origins import CaseOrigin
from delibctl.model import Split


class Assignment(StrEnum):
    """Whether a case may be trained on. `test-family`: only a case related to it is of `test`."""

    TRAIN = "train"
    TEST = "test"
    TEST_FAMILY = "test-family"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, kw_only=True)
class HoldOut:
    """The share of cases without a split that is held out, 0 to 1, and the seed of the choice."""

    share: float
    seed: int


def assign(
    origins: Sequence[CaseOrigin], family_of: Mapping[str, str], hold_out: HoldOut | None
) -> dict[str, Assignment]:
    """Return the assignment of each case.

    One test case makes its whole family one of `test`, whatever the others say; else one training
    case makes it one of `train`. A family without a split is assigned as a whole.
    """
    members: dict[str, list[CaseOrigin]] = defaultdict(list)
    for origin in origins:
        members[family_of[origin.id]].append(origin)
    held = _held_out(members, hold_out)
    return {
        origin.id: _of_case(origin, {o.split for o in family}, held.get(name))
        for name, family in members.items()
        for origin in family
    }


def _of_case(origin: CaseOrigin, splits: set[Split], held: Assignment | None) -> Assignment:
    if origin.split is Split.TEST:
        return Assignment.TEST
    if Split.TEST in splits:
        return Assignment.TEST_FAMILY
    if held is not None:
        return held
    if origin.split is Split.TRAIN:
        return Assignment.TRAIN
    return Assignment.UNASSIGNED


def _held_out(
    members: Mapping[str, Sequence[CaseOrigin]], hold_out: HoldOut | None
) -> dict[str, Assignment]:
    """Return the assignment of each family without a test case, if there is a share to hold out.

    Families of one category, outcome and kind come one after another, in random order, and one is
    held out whenever too few cases are so far: so each group gives about the same share.
    """
    if hold_out is None:
        return {}
    assigned = {}
    free = {}
    for name, family in members.items():
        splits = {origin.split for origin in family}
        if Split.TRAIN in splits and Split.TEST not in splits:
            assigned[name] = Assignment.TRAIN
        elif splits == {Split.UNASSIGNED}:
            free[name] = family
    random = Random(hold_out.seed)
    order = {name: (_group(free[name][0]), random.random()) for name in sorted(free)}
    seen = held = 0
    for name in sorted(free, key=order.__getitem__):
        size = len(free[name])
        seen += size
        if hold_out.share * seen - held >= size / 2:
            held += size
            assigned[name] = Assignment.TEST
        else:
            assigned[name] = Assignment.TRAIN
    return assigned


def _group(origin: CaseOrigin) -> tuple[str, str, str]:
    case = origin.case
    return next(iter(case.categories), ""), case.expected.style, case.kind
