"""Changes of policies as test results, read by a reader that is not ours."""

from junitparser import Error, Failure, JUnitXml, Skipped
from support.policy_comparison import NEW, policy_comparison

from delibctl.compare.policies import Comparison, compare_policies
from delibctl.report import RenderOptions, policy_report


def suites(comparison: Comparison) -> JUnitXml:
    return JUnitXml.fromstring(policy_report("junit", comparison, RenderOptions()).encode())


def results(comparison: Comparison) -> dict[str, tuple[type, str]]:
    """The name of each test, with its kind of result and its message."""
    return {
        f"{suite.name} {case.name}": (type(case.result[0]), case.result[0].message)
        if case.result
        else (str, case.system_out or "")
        for suite in suites(comparison)
        for case in suite
    }


def test_a_change_on_which_a_gate_fails_is_a_failure() -> None:
    found = results(policy_comparison())

    assert found["permits BRK008 modal-changed: permits.forge"] == (
        Failure,
        "'must not' became 'may': loosens (likely)",
    )
    assert found["permits BRK009 condition-changed: permits.copy"] == (
        Error,
        "'10' became '14': unclear",
    )
    assert found["permits BRK006 style-laxer: permits.sold"] == (
        Skipped,
        "approved by Ada on 2026-11-02, until 2027-01-31: The office asked for it.",
    )
    kind, text = found["permits BRK001 clause-removed: permits.pets"]
    assert kind is str
    assert text.splitlines() == [
        "clause removed: tightens (likely)",
        "- The assistant tells which pets need a licence.",
        "old permits.yaml:98; owner: Front desk",
    ]


def test_a_failure_has_both_texts() -> None:
    (failure,) = (
        case.result[0]
        for suite in suites(policy_comparison())
        for case in suite
        if case.name.endswith("permits.forge")
    )

    assert failure.type == "loosens, unapproved"
    assert failure.text.splitlines()[1:3] == [
        "- The assistant [must not] explain how permits are forged, for any purpose.",
        "+ The assistant [may] explain how permits are forged, for any purpose.",
    ]


def test_suites_count_their_tests() -> None:
    found = {suite.name: suite for suite in suites(policy_comparison())}

    assert list(found) == ["permits", "added", "gone"]
    for suite in found.values():
        kinds = [type(case.result[0]) if case.result else str for case in suite]
        assert suite.tests == len(kinds)
        assert suite.failures == kinds.count(Failure)
        assert suite.errors == kinds.count(Error)
        assert suite.skipped == kinds.count(Skipped)


def test_no_two_tests_of_a_suite_have_one_name() -> None:
    for suite in suites(policy_comparison()):
        names = [case.name for case in suite]
        assert len(names) == len(set(names))


def test_a_policy_without_changes_is_a_test_that_passed() -> None:
    assert results(compare_policies(NEW[1:], NEW[1:])) == {"added no changes": (str, "")}
