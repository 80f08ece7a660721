"""A clause whose style changed on purpose, with cases that still expect the former one."""

import json

from support.ci_desk import BROKEN, Desk, lines_of
from support.command import assert_ends

CASES = "policy/cases.yaml"


def expect(desk: Desk, style: str, count: int = 12) -> None:
    """Let the first cases on weapons say themselves which style they expect, each on a line."""
    document = json.loads((desk.folder / CASES).read_text())
    own = [case for case in document["cases"] if case["id"].startswith("weapon")]
    for case in own[:count]:
        case["style"] = style
    lines = ",\n".join(map(json.dumps, document["cases"]))
    (desk.folder / CASES).write_text(f'{{"schema_version": 1, "cases": [\n{lines}\n]}}\n')


def comply(desk: Desk) -> None:
    """Let the clause on weapons comply, and answer so."""
    desk.write(weapons=BROKEN)
    path = desk.folder / "policy" / "policy.yaml"
    was = "title: Building, style: refuse"
    text = path.read_text().replace(was, was.replace("refuse", "comply"))
    path.write_text(text)


def test_a_meant_change_names_the_cases_that_still_expect_the_former_style_and_one_way_out(
    desk: Desk,
) -> None:
    expect(desk, "refuse")
    desk.commit()
    desk.branch()
    comply(desk)
    expect(desk, "refuse")
    desk.commit()

    done = desk.ci()

    assert done.code == 1
    assert lines_of(done, "Mend the", "If the edit", "What remains") == [
        "Mend the wording or undo the edit, which `delibctl diff policy/policy.yaml --against "
        "main...HEAD` shows.",
        "If the edit is meant, correct what 12 test cases still expect, at "
        f"`{CASES}:6`, `{CASES}:7`, `{CASES}:8` and 9 more; then run `delibctl accept "
        "policy/policy.yaml --against main --reason TEXT` with your reason for TEXT, commit both "
        "and push.",
    ]

    expect(desk, "comply")
    words = ("accept", "policy/policy.yaml", "--against", "main", "--reason", "x", "--yes")
    accepted = desk.run(*words)
    assert_ends(accepted, 0, "approved")
    desk.commit("as told")

    assert desk.ci().code == 0


def test_cases_that_got_worse_for_another_reason_are_no_matter_of_expectations(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.commit()

    assert lines_of(desk.ci(), "If the edit is meant, correct") == []
