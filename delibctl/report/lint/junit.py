"""Findings as test results: each rule is a test of each file."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from delibctl.lint import Finding, Level, Report
from delibctl.report.junit import document
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line


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
    return document(root)


def _suite(
    root: Element, file: str, findings: list[Finding], report: Report, unchecked: set[str]
) -> None:
    rules = {rule.code: rule.name for rule in report.rules}
    rules |= {finding.code: finding.name for finding in findings}
    suite = SubElement(root, "testsuite", name=one_line(file))
    for code, name in rules.items():
        case = SubElement(suite, "testcase", classname=one_line(file), name=f"{code} {name}")
        of_rule = [finding for finding in findings if finding.code == code]
        if code in unchecked and not of_rule:
            SubElement(case, "skipped", message="did not run")
        errors = [finding for finding in of_rule if finding.level is Level.ERROR]
        if errors:
            message = (
                one_line(errors[0].message) if len(errors) == 1 else counted(len(errors), "error")
            )
            SubElement(case, "failure", type=code, message=message).text = _lines(file, errors)
        milder = [finding for finding in of_rule if finding.level is not Level.ERROR]
        if milder:
            SubElement(case, "system-out").text = _lines(file, milder)


def _not_checked(root: Element, notices: Iterable[str]) -> None:
    """Add what could not be checked as skipped tests, which nobody takes for passed ones."""
    suite = SubElement(root, "testsuite", name="not checked")
    for number, notice in enumerate(notices, start=1):
        case = SubElement(suite, "testcase", classname="not checked", name=f"notice {number}")
        SubElement(case, "skipped", message=one_line(notice))


def _lines(file: str, findings: Iterable[Finding]) -> str:
    return "\n".join(
        f"{one_line(file)}:{finding.place.line}:{finding.place.column}: "
        f"{finding.level}: {one_line(finding.message)}. {one_line(finding.next)}"
        for finding in findings
    )
