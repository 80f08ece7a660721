"""Test results, read by a reader that is not ours."""

from collections import defaultdict
from dataclasses import replace

from hypothesis import given
from junitparser import Failure, JUnitXml, Skipped, TestCase
from support.lint_reports import EMPTY, EXAMPLE, ODD, RULES, render_options, reports

from delibctl.lint import Level, Report
from delibctl.report import RenderOptions, lint_report
from delibctl.text.escape import one_line


def suites(report: Report, options: RenderOptions = RenderOptions()) -> dict[str, list[TestCase]]:  # noqa: B008 - frozen
    found: defaultdict[str, list[TestCase]] = defaultdict(list)
    for suite in JUnitXml.fromstring(lint_report("junit", report, options).encode()):
        cases = list(suite)
        assert (suite.tests, suite.errors) == (len(cases), 0)
        assert suite.failures == sum(_is(case, Failure) for case in cases)
        assert suite.skipped == sum(_is(case, Skipped) for case in cases)
        found[suite.name] += cases
    return found


def _is(case: TestCase, kind: type) -> bool:
    return [type(result) for result in case.result] == [kind]


def test_each_rule_is_a_test_of_each_file() -> None:
    found = suites(EXAMPLE)

    assert list(found) == ["policies/shop.yaml", ODD, "policies/clean.yaml", "not checked"]
    for file in list(found)[:3]:
        assert [case.name for case in found[file]] == [f"{r.code} {r.name}" for r in RULES]
        assert {case.classname for case in found[file]} == {file}


def test_errors_are_failures_and_less_is_output() -> None:
    shop = {case.name: case for case in suites(EXAMPLE)["policies/shop.yaml"]}

    (failure,) = shop["STY401 unknown-style"].result
    assert (failure.message, failure.type) == ("2 errors", "STY401")
    assert failure.text.splitlines() == [
        "policies/shop.yaml:5:23: error: unknown style 'comly'. did you mean 'comply'?",
        "policies/shop.yaml:6:24: error: unknown style 'comly'. did you mean 'comply'?",
    ]
    assert shop["WRD307 readability"].result == []
    assert shop["WRD307 readability"].system_out == (
        "policies/shop.yaml:7:23: info: a sentence of 41 words. split it"
    )
    assert shop["WRD301 ambiguous-modal"].result == []
    assert shop["WRD301 ambiguous-modal"].system_out is None


def test_what_could_not_be_checked_is_no_pass() -> None:
    (case,) = suites(EXAMPLE)["not checked"]

    (skipped,) = case.result
    assert isinstance(skipped, Skipped)
    assert skipped.message == one_line(EXAMPLE.notices[0])


def test_without_files_there_are_no_suites() -> None:
    assert suites(EMPTY) == {}


@given(report=reports, options=render_options)
def test_every_finding_is_read_and_every_error_fails(
    report: Report, options: RenderOptions
) -> None:
    found = suites(report, options)

    cases = [case for cases in found.values() for case in cases]
    read = [line for case in cases for line in _lines(case)]
    assert sorted(map(_bare, read)) == sorted(
        _bare(
            f"{one_line(options.from_root(f.place.file))}:{f.place.line}:{f.place.column}: "
            f"{f.level}: {one_line(f.message)}. {one_line(f.next)}"
        )
        for f in report.findings
    )
    failed = sum(_is(case, Failure) for case in cases)
    errors = {(f.place.file, f.code) for f in report.findings if f.level is Level.ERROR}
    assert failed == len(errors)


def _lines(case: TestCase) -> list[str]:
    failures = [result.text for result in case.result if isinstance(result, Failure)]
    return [
        line for text in (*failures, case.system_out or "") for line in text.split("\n") if line
    ]


def _bare(line: str) -> str:
    """Without spaces: one may stand in what would be a command to a log."""
    return line.replace(" ", "")


def test_a_rule_that_could_not_run_is_skipped_and_no_pass() -> None:
    clean = "policies/clean.yaml"
    report = replace(EXAMPLE, unchecked=frozenset({(clean, RULES[0].code)}))

    skipped = [case.name for case in suites(report)[clean] if _is(case, Skipped)]

    assert skipped == [f"{RULES[0].code} {RULES[0].name}"]
