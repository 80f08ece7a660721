"""Which cases a branch affects: those of which a model would be shown something else."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from support.memory_files import bundle

from delibctl.api.ci.affected import affected_cases
from delibctl.cases import build as build_cases
from delibctl.compare.policies import tested as at
from delibctl.model import Mode
from delibctl.policy import build
from delibctl.source.emit import emit

Edit = Callable[[Any, Any], object]


def category(id: str) -> dict[str, Any]:
    clauses = [
        {
            "id": f"{id}.{name}",
            "title": name.title(),
            "style": style,
            "text": f"The assistant must {name} what is about {id}.",
            "rationale": "Because.",
        }
        for name, style in (("refuse", "refuse"), ("explain", "comply"))
    ]
    return {"id": id, "title": id.title(), "summary": f"About {id}.", "clauses": clauses}


def case(id: str, clause: str) -> dict[str, Any]:
    return {"id": id, "kind": "direct", "prompt": f"Question {id}?", "clauses": [clause]}


POLICY: dict[str, Any] = {
    "schema_version": 1,
    "policy": {"id": "shop", "version": "1.0.0", "title": "Shop"},
    "categories": [category("a"), category("b")],
}
CASES: dict[str, Any] = {
    "schema_version": 1,
    "cases": [case("a1", "a.refuse"), case("a2", "a.explain"), case("b1", "b.refuse")],
}


def sides_of(policy: Any, cases: Any) -> at.Tested:
    files = {"policy.yaml": emit(policy, "# P", {}), "cases.yaml": emit(cases, "# C", {})}
    found = bundle(files)
    built = build(found)
    return at.Tested(
        file="policy.yaml", policy=built, cases=build_cases(found.cases, built, "2026-01-01")
    )


def clause_of(policy: Any, category: int = 0, clause: int = 0) -> Any:
    return policy["categories"][category]["clauses"][clause]


def nothing(_policy: Any, _cases: Any) -> None:
    """Edit nothing."""


def new_case(_policy: Any, cases: Any) -> None:
    cases["cases"].append(case("a3", "a.refuse"))


def another_expectation(_policy: Any, cases: Any) -> None:
    cases["cases"][0].update(clauses=["a.explain"])


def renamed(policy: Any, cases: Any) -> None:
    clause_of(policy).update(id="a.decline", renamed_from=["a.refuse"])
    cases["cases"][0].update(clauses=["a.decline"])


TABLE: list[tuple[str, Edit, Mode, list[str]]] = [
    ("nothing", nothing, Mode.CATEGORY, []),
    ("rationale", lambda p, _: clause_of(p).update(rationale="Else."), Mode.FULL, []),
    ("version", lambda p, _: p["policy"].update(version="2.0.0"), Mode.FULL, []),
    ("text", lambda p, _: clause_of(p).update(text="Otherwise."), Mode.CATEGORY, ["a1", "a2"]),
    ("text", lambda p, _: clause_of(p).update(text="Otherwise."), Mode.RECALL, ["a1", "a2", "b1"]),
    ("text", lambda p, _: clause_of(p).update(text="Otherwise."), Mode.FULL, ["a1", "a2", "b1"]),
    ("text", lambda p, _: clause_of(p).update(text="Otherwise."), Mode.NONE, []),
    ("style", lambda p, _: clause_of(p).update(style="comply"), Mode.NONE, ["a1"]),
    ("renamed", renamed, Mode.CATEGORY, ["a1", "a2"]),
    ("renamed", renamed, Mode.NONE, []),
    (
        "summary",
        lambda p, _: p["categories"][0].update(summary="Else."),
        Mode.CATEGORY,
        ["a1", "a2", "b1"],
    ),
    ("prompt", lambda _, c: c["cases"][0].update(prompt="Another?"), Mode.CATEGORY, ["a1"]),
    ("expectation", another_expectation, Mode.CATEGORY, ["a1"]),
    ("new case", new_case, Mode.CATEGORY, ["a3"]),
    ("kind", lambda _, c: c["cases"][0].update(kind="borderline"), Mode.CATEGORY, []),
    ("retired", lambda _, c: c["cases"][0].update(status="retired"), Mode.CATEGORY, []),
    ("draft", lambda _, c: c["cases"][0].update(status="draft"), Mode.CATEGORY, []),
    ("split", lambda _, c: c["cases"][0].update(split="test"), Mode.CATEGORY, []),
]
#: What keeps a case from counting.
SET_ASIDE: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "disputed"},
    {"status": "retired"},
    {"quarantine": {"reason": "Flaky."}},
]


@pytest.mark.parametrize(
    ("edit", "mode", "ids"), [row[1:] for row in TABLE], ids=[f"{r[0]}, {r[2]}" for r in TABLE]
)
def test_cases_are_affected_by_what_models_are_shown_and_by_what_is_expected(
    edit: Edit, mode: Mode, ids: list[str]
) -> None:
    policy, cases = copy.deepcopy(POLICY), copy.deepcopy(CASES)
    edit(policy, cases)
    new = sides_of(policy, cases)

    found = affected_cases(sides_of(POLICY, CASES), new, [mode], 1)

    assert [case.id for case in found.affected] == ids
    askable = [case.id for case in new.cases if case.status != "retired"]
    assert sorted(case.id for case in (*found.affected, *found.unaffected)) == sorted(askable)


def test_all_cases_of_a_new_policy_are_affected() -> None:
    new = sides_of(POLICY, CASES)

    assert affected_cases(None, new, [Mode.CATEGORY], 1).affected == new.cases


@pytest.mark.parametrize("kept_out", SET_ASIDE, ids=str)
def test_a_case_that_counts_from_now_on_is_affected(kept_out: dict[str, Any]) -> None:
    before = copy.deepcopy(CASES)
    before["cases"][0].update(kept_out)

    found = affected_cases(sides_of(POLICY, before), sides_of(POLICY, CASES), [Mode.CATEGORY], 1)

    assert [case.id for case in found.affected] == ["a1"]
