"""Findings as SARIF 2.1.0, the format of code scanning."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import quote

from delibctl import __version__
from delibctl.lint import Finding, Fixes, Level, Registered, Report
from delibctl.model import Place
from delibctl.report.lint.fingerprint import fingerprints
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import as_json, encodable, visible

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

#: GitHub refuses a run with more results.
RESULTS = 25_000

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}


def render(report: Report, options: RenderOptions) -> str:
    """Render one run; the worst results come first, suppressed ones last."""
    results = list(_results(report, options))
    left_out = len(results) - RESULTS
    notices = [*report.notices]
    if left_out > 0:
        notices.append(f"{counted(left_out, 'result')} left out to fit the size limit")
    run = {
        "tool": {
            "driver": {
                "name": "delibctl",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "automationDetails": {"id": "delibctl/lint"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The root of the repository."}}
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": _message(notice)} for notice in notices
                ],
            }
        ],
        "results": results[:RESULTS],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


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
    result["message"] = _message(f"{finding.message}. {finding.next}")
    where = {
        "artifactLocation": _artifact(finding.place.file, options),
        "region": _region(finding.place),
    }
    result["locations"] = [{"physicalLocation": where}]
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
            "artifactLocation": _artifact(file, options),
            "replacements": [
                {
                    "deletedRegion": _region(edit.place),
                    "insertedContent": {"text": encodable(edit.text)},
                }
                for edit in edits
            ],
        }
        for file, edits in files
    ]
    return {
        "description": _message(finding.next),
        "artifactChanges": changes,
        "properties": {"safe": finding.fixes is Fixes.SAFE},
    }


def _message(text: str) -> dict[str, str]:
    """Return a message without placeholders like `{0}` and links like `[text](target)`."""
    escaped = visible(text).replace("{", "{{").replace("}", "}}")
    return {"text": escaped.replace("](", "] (")}


def _artifact(file: str, options: RenderOptions) -> dict[str, str]:
    return {"uri": quote(options.from_root(file), errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
