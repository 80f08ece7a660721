"""Gates on two runs: what passes, fails and is undecided, and what each says of itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from delibctl.compare.runs.paired_case import Figure, PairedCase
from delibctl.errors import ExitCode
from delibctl.gates.comparison.check import check_comparison, comparison_verdict
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.model import Mode
from delibctl.stats.share import Share

PASSED, FAILED, UNDECIDED = ComparisonVerdict

TOLERANCE = ComparisonLimits(max_regressed_clauses=None, max_critical_regressions=None)
CLAUSES = ComparisonLimits(tolerance=None, max_critical_regressions=None)
CRITICAL = ComparisonLimits(tolerance=None, max_regressed_clauses=None)


def _case(
    number: int,
    before: int,
    after: int,
    *,
    of: int = 3,
    clause: str = "illicit.forgery",
    fresh: tuple[int, int, int] | None = None,
    affected: bool = True,
    critical: bool = False,
) -> PairedCase:
    """A case that was right so often; `fresh`: right before and after, of so many."""

    def rates(hits: int, total: int) -> dict[Figure, Share]:
        share = Share(hits=hits, total=total)
        return {Figure.RIGHT: share, Figure.CITATION_RECALL: share}

    return PairedCase(
        case=f"case-{number}",
        model="m",
        mode=Mode.CATEGORY,
        clause=clause,
        affected=affected,
        critical=critical,
        before=rates(before, of),
        after=rates(after, of),
        fresh_before=rates(fresh[0], fresh[2]) if fresh else {},
        fresh_after=rates(fresh[1], fresh[2]) if fresh else {},
    )


def _recall(cases: Sequence[PairedCase]) -> ComparisonGate:
    return check_comparison(cases, TOLERANCE, smallest_drops=False)[0]


def _same(count: int) -> list[PairedCase]:
    return [_case(number, 3, 3) for number in range(count)]


TOLERANCE_CASES = {
    "nothing dropped in many cases": (_same(100), PASSED),
    "nothing dropped in few": (_same(20), UNDECIDED),
    "everything dropped": ([_case(n, 3, 0) for n in range(20)], FAILED),
    "one in twenty dropped": ([_case(n, 3, 0) for n in range(10)] + _same(190), PASSED),
    "one in eight dropped": ([_case(n, 3, 0) for n in range(10)] + _same(70), FAILED),
    "as many better as worse": (
        [_case(n, *((3, 0) if n % 2 else (0, 3))) for n in range(20)],
        UNDECIDED,
    ),
    "single repeats, one each of many": (
        [_case(n, 1, n % 10 > 0, of=1) for n in range(100)],
        FAILED,
    ),
}


@pytest.mark.parametrize("name", TOLERANCE_CASES)
def test_tolerance_passes_fails_or_is_undecided(name: str) -> None:
    cases, verdict = TOLERANCE_CASES[name]
    assert _recall(cases).verdict is verdict


def test_a_real_drop_within_the_tolerance_passes_and_is_said() -> None:
    gate = _recall(TOLERANCE_CASES["one in twenty dropped"][0])
    assert gate.why == "a real drop of 5.0%, within the tolerance"


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(4))
@pytest.mark.parametrize("count", [2, 3, 20])
def test_the_interval_of_a_drop_holds_it_and_nothing_that_a_drop_cannot_be(
    before: int, after: int, count: int
) -> None:
    gate = _recall([_case(0, before, after), *(_case(n, 3, 3) for n in range(1, count))])
    assert gate.interval is not None
    assert gate.estimate is not None
    low, high = gate.interval
    assert -1 <= low <= gate.estimate <= high <= 1


def test_a_tolerance_that_fails_names_the_cases_that_got_worse_the_worst_first() -> None:
    gate = _recall([_case(0, 3, 1), _case(1, 3, 0), *(_case(n, 3, 2) for n in range(2, 20))])
    assert (gate.verdict, gate.cases[:3]) == (FAILED, ("case-1", "case-0", "case-2"))
    assert _recall(_same(100)).cases == ()


NOTHING_TO_SHOW = {
    "no case": ([], "no affected case has this figure on both sides"),
    "nothing affected": (
        [replace(case, affected=False) for case in _same(50)],
        "no affected case has this figure on both sides",
    ),
    "all wrong before": (
        [_case(n, 0, 0) for n in range(50)],
        "none of 50 affected cases could get worse",
    ),
    "all wrong before, and all improved": (
        [_case(n, 0, 3) for n in range(12)],
        "none of 12 affected cases could get worse, and 12 improved",
    ),
    "few right before, and all others improved": (
        [_case(0, 3, 3), *(_case(n, 0, 3) for n in range(1, 12))],
        "only 1 of 12 affected cases could get worse, and 11 improved",
    ),
    "few right before, and they got worse": (
        [_case(0, 3, 0), *(_case(n, 0, 0) for n in range(1, 12))],
        "only 1 of 12 affected cases could get worse",
    ),
    "one case": ([_case(0, 3, 0)], "1 affected case is too few to show a drop"),
    "three cases": (
        [_case(n, 1, 0, of=1) for n in range(3)],
        "3 affected cases are too few to show a drop",
    ),
}


@pytest.mark.parametrize("name", NOTHING_TO_SHOW)
def test_a_gate_that_could_not_have_failed_says_so_first_and_does_not_pass(name: str) -> None:
    cases, reason = NOTHING_TO_SHOW[name]
    gate = _recall(cases)
    assert (gate.verdict, gate.smallest_drop) == (UNDECIDED, None)
    assert gate.why == f"could not be tested: {reason}"


def test_what_would_decide_it_is_a_number_of_questions_only_if_more_repeats_would() -> None:
    noisy = [_case(n, 1 + n % 3, 2) for n in range(18)]
    steady = _same(20)

    assert (_recall(noisy).verdict, _recall(noisy).needed_questions) == (UNDECIDED, 252)
    assert (_recall(steady).verdict, _recall(steady).needed_questions) == (UNDECIDED, None)
    assert _recall(steady).why.endswith("more repeats would not decide it, more cases may")


def _clauses(*cases: PairedCase, limits: ComparisonLimits = CLAUSES) -> ComparisonGate:
    return check_comparison(cases, limits, smallest_drops=False)[0]


def test_a_suspicion_is_undecided_until_it_is_asked_again() -> None:
    gate = _clauses(_case(0, 3, 1), _case(1, 3, 3))
    assert gate == ComparisonGate(
        name="max_regressed_clauses",
        model="m",
        estimate=0,
        interval=(0, 1),
        limit=0,
        verdict=UNDECIDED,
        why="1 clause with a suspected drop that fresh repeats would confirm or not",
        cases=("case-0",),
        clauses=("illicit.forgery",),
        needed_questions=10,
    )


def test_a_drop_that_fresh_answers_confirm_fails_and_names_its_cases() -> None:
    gate = _clauses(_case(0, 3, 0, fresh=(5, 0, 5)), _case(1, 3, 3))
    assert (gate.verdict, gate.cases, gate.clauses) == (FAILED, ("case-0",), ("illicit.forgery",))
    assert gate.why == "1 clause with a confirmed drop"


def test_a_drop_that_fresh_answers_do_not_confirm_is_unstable_and_fails_nothing() -> None:
    gate = _clauses(_case(0, 3, 0, fresh=(3, 3, 5)), _case(1, 3, 3))
    assert (gate.verdict, gate.cases, gate.unstable) == (PASSED, (), ("case-0",))


def test_the_fresh_answers_of_a_clause_are_tested_together() -> None:
    weak = [_case(n, 3, 1, fresh=(5, 2, 5)) for n in range(3)]
    assert _clauses(weak[0]).verdict is PASSED
    assert _clauses(*weak).verdict is FAILED


def test_where_many_clauses_are_suspicious_more_repeats_are_asked() -> None:
    cases = [_case(n, 3, 0, clause=f"c.{n}", fresh=(5, 0, 5)) for n in range(13)]
    assert (_clauses(*cases[:12]).verdict, _clauses(*cases).verdict) == (FAILED, UNDECIDED)
    assert _clauses(*cases).needed_questions == 13 * 2


@pytest.mark.parametrize(
    ("before", "after", "raised"), [(3, 1, True), (2, 1, True), (3, 2, False), (0, 0, False)]
)
def test_a_rate_that_fell_by_half_or_more_is_suspicious(
    before: int, after: int, raised: bool
) -> None:
    gate = _clauses(_case(0, before, after), _case(1, 3, 3))
    assert (gate.verdict is UNDECIDED) is raised


def test_a_case_that_the_edit_did_not_touch_is_never_suspicious() -> None:
    assert _clauses(_case(0, 3, 0, affected=False), _case(1, 3, 3)).verdict is PASSED


def test_critical_cases_are_asked_three_times_and_each_is_confirmed_for_itself() -> None:
    def gate(*cases: PairedCase) -> ComparisonGate:
        return _clauses(*(replace(case, critical=True) for case in cases), limits=CRITICAL)

    few = gate(_case(0, 1, 1, of=1))
    assert (few.verdict, few.needed_questions) == (UNDECIDED, 4)
    assert few.why == "critical cases are asked at least 3 times on both sides"
    assert gate(_case(0, 3, 3)).verdict is PASSED
    assert gate(_case(0, 3, 0, fresh=(5, 0, 5)), _case(1, 3, 3)).verdict is FAILED
    weak = [_case(n, 3, 1, fresh=(5, 2, 5)) for n in range(3)]
    assert gate(*weak).verdict is PASSED
    assert _clauses(_case(0, 3, 0), limits=CRITICAL).why.startswith("could not be tested: ")


def test_gates_on_request_are_of_the_newer_run() -> None:
    def verdicts(limits: ComparisonLimits, covered: int = 9) -> list[ComparisonVerdict]:
        share = Share(hits=covered, total=10)
        gates = check_comparison(_same(80), limits, coverage=share, disputed=share)
        return [gate.verdict for gate in gates]

    only: Callable[..., ComparisonLimits] = lambda **asked: ComparisonLimits(  # noqa: E731
        tolerance=None, max_regressed_clauses=None, max_critical_regressions=None, **asked
    )
    assert verdicts(only(min_citation_recall=0.9)) == [PASSED]
    assert verdicts(only(min_citation_recall=0.99)) == [UNDECIDED]
    assert verdicts(only(max_over_refusal=0.1)) == [UNDECIDED]  # no case has an over-refusal
    assert verdicts(only(min_coverage=0.9)) == [PASSED]
    assert verdicts(only(min_coverage=0.95)) == [FAILED]
    assert verdicts(only(max_disputed=0.5)) == [FAILED]


def test_undecided_is_exit_5_and_failed_is_exit_1() -> None:
    failed = _clauses(_case(0, 3, 0, fresh=(5, 0, 5)))
    undecided = _clauses(_case(0, 3, 0))
    assert comparison_verdict([undecided]).code is ExitCode.NO_VERDICT
    assert comparison_verdict([undecided, failed]).code is ExitCode.FINDINGS
    assert comparison_verdict([undecided], allow_no_verdict=True).code is ExitCode.CLEAN
    assert [(r.what, r.next) for r in comparison_verdict([undecided]).reasons] == [
        (f"gate max_regressed_clauses is undecided (m): {undecided.why}", "10 more questions")
    ]


def test_every_gate_says_the_smallest_drop_that_it_could_have_shown() -> None:
    cases = [_case(n, 3, 2 + n % 2, clause=f"c.{n % 12}", critical=n < 5) for n in range(60)]
    drops = [gate.smallest_drop for gate in check_comparison(cases, ComparisonLimits())]
    assert [drop is not None and 0 < drop <= 1 for drop in drops] == [
        True,
        False,
        False,
        True,
        True,
    ]
