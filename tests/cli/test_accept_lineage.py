"""Accepted rows of clauses, categories and cases that have another name now."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.ci_desk import ACCEPT, Desk
from support.command import Cli, assert_ends
from support.varied_desk import CASES, OPEN, POLICY, edited, probe, rows, varied_desk, write

Data = dict[str, Any]
#: From a policy and its cases to what they are after the edit.
Rename = Callable[[Data, list[Data]], tuple[Data, list[Data]]]
NEW = "papers.permits.forge"


@pytest.fixture
def desk(tmp_path: Path, cli: Cli) -> Iterator[Desk]:
    with varied_desk(tmp_path, cli) as desk:
        probe(desk)
        assert_ends(desk.run(*ACCEPT), 0, "accepted 40 rows")
        desk.commit()
        desk.branch()
        yield desk


def with_ids(cases: list[Data], old: str, new: str) -> list[Data]:
    """The cases, with another id of a clause or a category in each list of ids."""
    lists = ("clauses", "either", "also", "category")
    return [
        case | {key: [new if id == old else id for id in case[key]] for key in lists if key in case}
        for case in cases
    ]


def clause_renamed(policy: Data, cases: list[Data]) -> tuple[Data, list[Data]]:
    policy = edited(policy, "permits.forge", id=NEW, renamed_from=["permits.forge"])
    return policy, with_ids(cases, "permits.forge", NEW)


def clause_split(policy: Data, cases: list[Data]) -> tuple[Data, list[Data]]:
    policy, cases = clause_renamed(policy, cases)
    part = {
        "id": "permits.seals",
        "title": "Seals",
        "style": "refuse",
        "text": "Never forge seals.",
    }
    policy["categories"][0]["clauses"].append(part | {"renamed_from": ["permits.forge"]})
    return policy, cases


def category_renamed(policy: Data, cases: list[Data]) -> tuple[Data, list[Data]]:
    policy = json.loads(json.dumps(policy))
    policy["categories"][0]["id"] = "papers"
    return policy, with_ids(cases, "permits", "papers")


def case_renamed(policy: Data, cases: list[Data]) -> tuple[Data, list[Data]]:
    first, *others = cases
    return policy, [first | {"id": "forge-z", "renamed_from": [first["id"]]}, *others]


RENAMES: dict[str, Rename] = {
    "a case": case_renamed,
    "a clause": clause_renamed,
    "a clause that was split": clause_split,
    "a category": category_renamed,
}


def approve(desk: Desk) -> None:
    words = ("accept", "--against", "main", "--reason", "We mean it.", "--yes")
    assert desk.run(*words).code == 0
    desk.commit("approve")


@pytest.mark.parametrize("name", RENAMES)
def test_rows_follow_a_new_name_and_nothing_is_gone_or_appears(desk: Desk, name: str) -> None:
    policy, cases = RENAMES[name](POLICY, CASES)
    write(desk, policy, cases)
    approve(desk)

    checked = desk.ci()

    assert_ends(checked, 0, "")
    assert "removed" not in checked.out
    assert "no run of this policy was accepted" not in checked.out
    assert "gone" not in desk.run("accept", "--list").err
    probe(desk)
    document = desk.run("diff", "@accepted", "@last", "--format", "json").json()
    assert [change for model in document["models"] for change in model["changes"]] == []

    assert_ends(desk.run(*ACCEPT), 0, "accepted ")

    assert {case for _, _, case in rows(desk)} == {case["id"] for case in cases}
    assert len(rows(desk)) == 40
    assert_ends(desk.run("diff", "@accepted", "@last"), 0, "Nothing changed")


@pytest.mark.parametrize("name", RENAMES)
def test_a_regression_under_a_new_name_is_confirmed(desk: Desk, name: str) -> None:
    broken = edited(POLICY, "permits.forge", text=f"Never forge, {OPEN}.")
    write(desk, *RENAMES[name](broken, CASES))
    approve(desk)

    done = desk.ci()

    assert_ends(done, 1, "worse than before, confirmed by asking again")
    [first, *_] = [part for part in done.out.split("\n\n") if "mode category" in part]
    assert "1 clause with a confirmed drop" in first


def test_a_renamed_case_asks_nothing_and_its_rows_name_it_once_they_are_accepted(
    desk: Desk,
) -> None:
    write(desk, *case_renamed(POLICY, CASES))
    desk.commit()

    assert_ends(desk.ci(), 0, "5 other cases are not affected: their accepted answers count")
    assert desk.server.requests == []
    probe(desk)
    assert_ends(desk.run(*ACCEPT), 0, "forge-z: renamed from forge-a", "accepted 8 rows in 8 files")


def test_two_cases_that_claim_one_former_id_are_new(desk: Desk) -> None:
    first, *others = CASES
    claimed = [first | {"id": f"forge-{id}", "renamed_from": ["forge-a"]} for id in "yz"]
    write(desk, POLICY, [*claimed, *others])
    desk.commit()

    assert_ends(desk.ci(), 1, "case forge-a", "2 cases affected")
