"""Findings as test results: each rule is a test of each file."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from delibctl.lint import Finding, Level, Report
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import inert, one_line


def render(report: Report, options: RenderOptions) -> str:
    """Render a suite for each file. Errors are failures; other findings are output."""
    root = Element("testsuites", name="delibctl lint")
    by_file: dict[str, list[Finding]] = {document.name: [] for document in report.files}
    for finding in report.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    for file, findings in by_file.items():
        unchecked = {code for name, code in report.unchecked if name == file}
        _suite(root, options.from_root(file), findings, report, unchecked)
    if report.notices:
        _not_checked(root, report.notices)
    indent(root)
    # `one_line` leaves no character that XML forbids.
    return inert(f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n')


def _suite(
    root: Element, file: str, findings: list[Finding], report: Report, unchecked: set[str]
) -> None:
    rules = {rule.code: rule.name for rule in report.rules}
    rules |= {finding.code: finding.name for finding in findings}
    suite = SubElement(root, "testsuite", name=one_line(file))
    failures = skipped = 0
    for code, name in rules.items():
        case = SubElement(suite, "testcase", classname=one_line(file), name=f"{code} {name}")
        of_rule = [finding for finding in findings if finding.code == code]
        if code in unchecked and not of_rule:
            skipped += 1
            SubElement(case, "skipped", message="did not run")
        errors = [finding for finding in of_rule if finding.level is Level.ERROR]
        if errors:
            failures += 1
            message = (
                one_line(errors[0].message) if len(errors) == 1 else counted(len(errors), "error")
            )
            SubElement(case, "failure", type=code, message=message).text = _lines(file, errors)
        milder = [finding for finding in of_rule if finding.level is not Level.ERROR]
        if milder:
            SubElement(case, "system-out").text = _lines(file, milder)
    _count(suite, tests=len(rules), failures=failures, skipped=skipped)


def _not_checked(root: Element, notices: Iterable[str]) -> None:
    """Add what could not be checked as skipped tests, which nobody takes for passed ones."""
    suite = SubElement(root, "testsuite", name="not checked")
    for number, notice in enumerate(notices, start=1):
        case = SubElement(suite, "testcase", classname="not checked", name=f"notice {number}")
        SubElement(case, "skipped", message=one_line(notice))
    _count(suite, tests=len(suite), skipped=len(suite))


def _count(suite: Element, *, tests: int, failures: int = 0, skipped: int = 0) -> None:
    counts = {"tests": tests, "failures": failures, "errors": 0, "skipped": skipped}
    for name, number in counts.items():
        suite.set(name, str(number))


def _lines(file: str, findings: Iterable[Finding]) -> str:
    return "\n".join(
        f"{one_line(file)}:{finding.place.line}:{finding.place.column}: "
        f"{finding.level}: {one_line(finding.message)}. {one_line(finding.next)}"
        for finding in findings
    )
