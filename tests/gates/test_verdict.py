"""Reasons fold into one exit code by the documented order: 130, 3, 2, 4, 1, 5, 0."""

from itertools import combinations, permutations

import pytest

from delibctl.errors import ExitCode, worst
from delibctl.gates import Reason, ReasonKind, Verdict

ORDER = (130, 3, 2, 4, 1, 5, 0)
EVERY_SET_OF_CODES = [
    codes for size in range(1, len(ORDER) + 1) for codes in combinations(ORDER, size)
]
CODE_OF = {
    ReasonKind.UNTRUSTED: 4,
    ReasonKind.GATE_FAILED: 1,
    ReasonKind.GATE_UNDECIDED: 5,
    ReasonKind.LIMIT_REACHED: 5,
    ReasonKind.UNMEASURED: 5,
    ReasonKind.UNFINISHED: 5,
    ReasonKind.NOTHING_SCORED: 5,
    ReasonKind.WAITING: 5,
}


@pytest.mark.parametrize("codes", EVERY_SET_OF_CODES, ids=str)
def test_of_several_codes_the_first_of_the_documented_order_counts(codes: tuple[int, ...]) -> None:
    first = next(code for code in ORDER if code in codes)

    assert worst([ExitCode(code) for code in codes]) == first
    assert worst([ExitCode(code) for code in reversed(codes)]) == first


def reason(kind: ReasonKind) -> Reason:
    return Reason.of(kind, f"because: {kind}")


def test_without_a_reason_a_verdict_is_clean() -> None:
    assert Verdict.fold([]) == Verdict(code=ExitCode.CLEAN, reasons=())


@pytest.mark.parametrize("kind", ReasonKind)
def test_each_kind_of_reason_has_its_code(kind: ReasonKind) -> None:
    verdict = Verdict.fold([reason(kind)])

    assert verdict.code == CODE_OF[kind]
    assert verdict.reasons == (reason(kind),)


EVERY_SET_OF_KINDS = [
    kinds for size in range(1, len(ReasonKind) + 1) for kinds in combinations(ReasonKind, size)
]


@pytest.mark.parametrize("kinds", EVERY_SET_OF_KINDS, ids=lambda kinds: ", ".join(kinds))
def test_reasons_are_sorted_and_folded_by_the_documented_order(
    kinds: tuple[ReasonKind, ...],
) -> None:
    codes = [CODE_OF[kind] for kind in kinds]

    verdict = Verdict.fold(map(reason, kinds))
    allowed = Verdict.fold(map(reason, kinds), allow_no_verdict=True)

    assert verdict.code == next(code for code in ORDER if code in codes)
    assert [r.code for r in verdict.reasons] == sorted(codes, key=ORDER.index)
    assert allowed.code == next(code for code in (4, 1, 0) if code in (*codes, 0))
    assert {r.what for r in allowed.reasons} == {r.what for r in verdict.reasons}


def test_the_order_in_which_reasons_are_found_changes_no_code() -> None:
    kinds = [ReasonKind.LIMIT_REACHED, ReasonKind.GATE_FAILED, ReasonKind.UNTRUSTED]

    codes = {Verdict.fold(map(reason, order)).code for order in permutations(kinds)}

    assert codes == {ExitCode.UNTRUSTWORTHY}


def test_reasons_of_equal_weight_stay_in_their_order() -> None:
    reasons = [Reason.of(ReasonKind.UNTRUSTED, what) for what in "cab"]

    assert [r.what for r in Verdict.fold(reasons).reasons] == ["c", "a", "b"]


def test_a_waived_reason_is_told_and_weighs_nothing() -> None:
    verdict = Verdict.fold([reason(ReasonKind.UNFINISHED).waived()])

    assert verdict.code == ExitCode.CLEAN
    assert [r.what for r in verdict.reasons] == ["because: unfinished"]
