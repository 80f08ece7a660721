"""Findings as SARIF 2.1.0, the format of code scanning."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from delibctl.lint import Finding, Fixes, Level, Registered, Report
from delibctl.report.lint.fingerprint import fingerprints
from delibctl.report.render_options import RenderOptions
from delibctl.report.sarif import artifact, location, log, message, region
from delibctl.text.escape import encodable, visible

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}


def render(report: Report, options: RenderOptions) -> str:
    """Render one run; the worst results come first, suppressed ones last."""
    rules = [_rule(rule) for rule in report.rules]
    return log("delibctl/lint", rules, list(_results(report, options)), report.notices)


def _rule(rule: Registered) -> dict[str, Any]:
    tags = ["policy", rule.code.rstrip("0123456789")]
    if rule.rule.preview:
        tags.append("preview")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why or rule.summary},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.rule.level]},
        "properties": {
            "tags": tags,
            "precision": "low" if rule.rule.preview else "high",
            "problem.severity": _SEVERITIES[rule.rule.level],
        },
    }


def _results(report: Report, options: RenderOptions) -> Iterator[dict[str, Any]]:
    index = {rule.code: index for index, rule in enumerate(report.rules)}
    identities = fingerprints(report, options)
    numbered = sorted(enumerate(report.findings), key=lambda pair: -pair[1].level.rank)
    # If one result says that it is suppressed, all must say so.
    none: dict[str, Any] = {"suppressions": []} if report.suppressed else {}
    for number, finding in numbered:
        yield _result(finding, options, index, identities[number]) | none
    for number, suppressed in enumerate(report.suppressed, start=len(report.findings)):
        why = {"kind": "inSource", "justification": visible(suppressed.reason)}
        yield _result(suppressed.finding, options, index, identities[number]) | {
            "suppressions": [why]
        }


def _result(
    finding: Finding, options: RenderOptions, index: dict[str, int], fingerprint: str
) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    result["level"] = _LEVELS[finding.level]
    result["message"] = message(f"{finding.message}. {finding.next}")
    result["locations"] = [location(finding.place, options)]
    # Not `primaryLocationLineHash`: GitHub's upload computes it and warns about any other.
    result["partialFingerprints"] = {"delibctl/v1": fingerprint}
    if finding.edits:
        result["fixes"] = [_fix(finding, options)]
    return result


def _fix(finding: Finding, options: RenderOptions) -> dict[str, Any]:
    files = groupby(
        sorted(finding.edits, key=lambda edit: edit.place), key=lambda edit: edit.place.file
    )
    changes = [
        {
            "artifactLocation": artifact(file, options),
            "replacements": [
                {
                    "deletedRegion": region(edit.place),
                    "insertedContent": {"text": encodable(edit.text)},
                }
                for edit in edits
            ],
        }
        for file, edits in files
    ]
    return {
        "description": message(finding.next),
        "artifactChanges": changes,
        "properties": {"safe": finding.fixes is Fixes.SAFE},
    }
