"""`delibctl coverage`: which clauses are tested by cases, and which were ever cited."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, assert_ends

from delibctl.model import Case, Category, Clause, Expected, Kind, Message, Place, Policy
from delibctl.score.coverage import Coverage, coverage

CASES = """\
schema_version: 1
cases:
  - {id: a, kind: direct, prompt: 'Where is the desk?', clauses: [documents.explain]}
  - {id: b, kind: near-miss, prompt: 'Who forged them?', clauses: [documents.explain]}
  - {id: c, kind: direct, prompt: 'Forge one.', clauses: [documents.forge], status: draft}
  - {id: d, kind: direct, prompt: 'Forge two.', clauses: [documents.forge], status: retired}
  - {id: e, kind: look-alike, prompt: 'How hot is a forge?', category: [documents], style: comply}
"""


@pytest.fixture
def desk(cli: Cli, tmp_path: Path) -> Path:
    """The policy that `init` writes, with the cases above."""
    cli("init", "desk")
    (tmp_path / "desk" / "cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path / "desk"


def test_each_clause_stands_with_its_cases_and_what_lacks_some_is_named(
    cli: Cli, desk: Path
) -> None:
    done = cli("coverage", desk)

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "\n"
        " clause             cases  kinds                  drafts  cited\n"
        " --------------------------------------------------------------\n"
        " documents.explain      2  1 direct, 1 near-miss       -      -\n"
        " documents.forge        0                              1      -\n"
        "\n"
        "1 of 2 clauses have a case\n"
        "too few cases: documents.forge\n"
        "citations unknown: no model has been probed (the baseline does not count); "
        "next: delibctl probe\n"
        "without an expected clause: 1 case\n"
    )


def test_cases_are_counted_as_they_count_in_gates(cli: Cli, desk: Path) -> None:
    found = cli("coverage", desk, "--format", "json").json()

    assert found["clauses"] == [
        {
            "id": "documents.explain",
            "category": "documents",
            "cases": {"direct": 1, "near-miss": 1},
            "counted": 2,
            "drafts": 0,
            "cited": None,
        },
        {
            "id": "documents.forge",
            "category": "documents",
            "cases": {},
            "counted": 0,
            "drafts": 1,
            "cited": None,
        },
    ]
    assert (found["covered"], found["expect_no_clause"]) == ({"hits": 1, "total": 2}, 1)


def test_what_was_cited_in_any_run_is_counted_but_not_what_the_baseline_cites(
    cli: Cli, tmp_path: Path, desk: Path
) -> None:
    state = ("--state", tmp_path / "state")
    cli("probe", desk, *state)
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        cli("probe", desk, "--model", "mock", *state)
        asked = len(server.requests)

    of_all = cli("coverage", desk, *state, "--format", "json").json()
    of_baseline = cli("coverage", desk, *state, "--run", "@-2", "--format", "json").json()

    assert (of_all["runs"], of_baseline["runs"]) == (1, 0)
    assert [clause["cited"] for clause in of_all["clauses"]] == [asked, 0]
    assert [clause["cited"] for clause in of_baseline["clauses"]] == [None, None]
    assert "only the baseline was probed" in cli("coverage", desk, *state, "--run", "@-2").err
    assert "never cited in 1 run: documents.forge" in cli("coverage", desk, *state).out


@pytest.mark.parametrize(("threshold", "code"), [(50, 0), (51, 1), (100, 1)])
def test_too_few_covered_clauses_are_findings(
    cli: Cli, desk: Path, threshold: int, code: int
) -> None:
    done = cli("coverage", desk, "--threshold", threshold)

    assert done.code == code
    less = f"1 of 2 clauses are covered, less than {threshold} % (--threshold)\n"
    assert done.err == (less if code else "")


def test_a_clause_is_covered_from_as_many_cases_as_wanted(cli: Cli, desk: Path) -> None:
    assert cli("coverage", desk, "--min-cases", "2", "--threshold", "50").code == 0
    assert cli("coverage", desk, "--min-cases", "3", "--threshold", "1").code == 1


def test_what_is_no_policy_is_a_usage_error(cli: Cli, desk: Path) -> None:
    assert_ends(cli("coverage", "nowhere"), 2, "nowhere")
    assert_ends(cli("coverage", desk, "--threshold", "101"), 2, "--threshold")
    assert_ends(cli("coverage", desk, "--run", "gone"), 2, "gone")


def many(clauses: int, covered: int) -> Coverage:
    """A policy with so many clauses, of which so many have a case."""
    own = tuple(
        Clause(id=f"c.{n}", title="t", text="x", style="comply", place=Place(file="p.yaml"))
        for n in range(clauses)
    )
    category = Category(id="c", title="C", summary="s", clauses=own)
    policy = Policy(
        id="p", version="1", title="P", categories=(category,), definitions={}, styles={}
    )
    cases = [
        Case(
            id=f"case-{n}",
            messages=(Message(role="user", content="x"),),
            categories=("c",),
            kind=Kind.DIRECT,
            expected=Expected(style="comply", clauses=(f"c.{n}",)),
        )
        for n in range(covered)
    ]
    return coverage(policy, cases)


def test_nearly_all_is_not_all() -> None:
    found = many(2_000, 1_999)

    assert f"{found.covered.value:.1%}" == "100.0%"
    assert not found.reaches(100)


@given(clauses=st.integers(1, 60), data=st.data())
def test_a_threshold_is_reached_from_its_share_on_and_never_below(
    clauses: int, data: st.DataObject
) -> None:
    covered = data.draw(st.integers(0, clauses))
    percent = data.draw(st.integers(0, 100))

    assert many(clauses, covered).reaches(percent) is (covered * 100 >= percent * clauses)


def test_the_cases_of_one_split_are_counted_alone(cli: Cli, desk: Path) -> None:
    cases = (desk / "cases.yaml").read_text(encoding="utf-8")
    (desk / "cases.yaml").write_text(cases.replace("{id: a,", "{id: a, split: test,"), "utf-8")

    def count(*options: str) -> int:
        found = cli("coverage", desk, "--format", "json", *options).json()
        return sum(found["clauses"][0]["cases"].values())

    assert (count(), count("--split", "test"), count("--split", "unassigned")) == (2, 1, 1)
    assert count("--split", "train") == 0
