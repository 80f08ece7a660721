"""`delibctl ci` with accepted rows of the base that are fewer than its cases."""

import json

import pytest
from support.ci_desk import BROKEN, Desk, lines_of
from support.command import assert_ends

LACKING = (
    "- Note: 9 affected cases of the base have no accepted row, so they were compared with "
    "nothing: weapon-2, weapon-3, weapon-4, weapon-5, weapon-6, weapon-7 and 3 more; restore "
    "the rows if they were lost, or accept a run of the base that has them"
)


def worse(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    words = ("--clause", "weapons.build", "--reason", "Clearer.", "--yes")
    assert_ends(desk.run("accept", "--against", "main", *words), 0, "approved")


def test_affected_cases_whose_rows_the_base_lost_are_named(desk: Desk) -> None:
    file = next((desk.folder / "accepted").rglob("weapons.jsonl"))
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:3]))
    desk.commit("a file that ends too early")
    worse(desk)
    desk.commit("worse")

    assert lines_of(desk.ci(), "- Note: 9") == [LACKING]


@pytest.mark.slow
def test_a_case_that_the_branch_adds_needs_no_row(desk: Desk) -> None:
    worse(desk)
    cases = desk.folder / "policy" / "cases.yaml"
    data = json.loads(cases.read_text())
    data["cases"].append({**data["cases"][-1], "id": "one-more", "prompt": "And one more?"})
    cases.write_text(json.dumps(data))
    desk.commit("worse, with a case")

    assert "no accepted row" not in desk.ci().out
