"""The report of a run in groups, whole in each format, and hostile text in each of them."""

import re
from pathlib import Path

import pytest
from support.example_run import COPY
from support.grouped_runs import a_case, grouped_run
from support.hostile import TOGETHER, spoiled
from support.shown_text import assert_well_formed, shows

from delibctl.model import Expected, Run
from delibctl.report import GROUP_FORMATS, RenderOptions, groups_report
from delibctl.report.groups.words import headline
from delibctl.score.groups.grouping import GroupBy, group_run
from delibctl.score.scored_run import score_run
from delibctl.text.escape import visible

GOLDEN = Path(__file__).parent / "golden"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def a_run() -> Run:
    """Models differ in outcome about one clause, and judges too; about another they cite others.

    In one case of the first they agree, and in one that expects no clause they do not.
    """
    answers = {f"split-{number}": {"gpt": "rF rF rC", "claude": "cF cF !"} for number in range(5)}
    copies = {f"copy-{number}": {"gpt": "sC", "claude": "sE"} for number in range(5)}
    judges = {
        "one": dict.fromkeys((*answers, *copies, "agreed", "clauseless"), "+++"),
        "two": dict.fromkeys(answers, "--+")
        | dict.fromkeys((*copies, "agreed", "clauseless"), "+"),
    }
    agreed, free = {"gpt": "rF", "claude": "rF"}, {"gpt": "r", "claude": "c"}
    cases = [a_case(name, COPY, sensitive=True) for name in copies]
    cases.append(a_case("clauseless", expected=Expected(style="comply")))
    return grouped_run(
        {**answers, "agreed": agreed, **copies, "clauseless": free}, cases=cases, judges=judges
    )


#: The format and the options of each page.
PAGES = {
    "groups-80.txt": ("text", RenderOptions(width=80, ascii=True, limit=1)),
    "groups-120-colour.txt": ("rich", RenderOptions(width=120, colour=True, limit=1)),
    "groups.json": ("json", RenderOptions(limit=1)),
    "groups.md": ("markdown", RenderOptions(limit=1)),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_report_of_models_is_what_it_was(name: str, request: pytest.FixtureRequest) -> None:
    text = groups_report(
        PAGES[name][0], group_run(score_run(a_run()), GroupBy.MODEL), PAGES[name][1]
    )
    if request.config.getoption("--write-golden"):
        (GOLDEN / name).write_text(text, encoding="utf-8")

    assert text == (GOLDEN / name).read_text(encoding="utf-8")


def shown_cases(out: str) -> set[str]:
    """The ids of cases in a report."""
    return set(re.findall(r"\b(?:split-\d|copy-\d|agreed|clauseless)\b", out))


@pytest.mark.parametrize("format", GROUP_FORMATS)
def test_only_all_shows_each_case_and_otherwise_those_that_differ(format: str) -> None:
    run = a_run()
    grouped = group_run(score_run(run), GroupBy.MODEL)
    wrong, every = (
        shown_cases(groups_report(format, grouped, RenderOptions(only_missed=only)))
        for only in (True, False)
    )

    assert every == {case.id for case in run.cases}
    assert wrong == every - {"agreed"}


def test_the_first_line_names_three_marked_clauses_and_counts_the_others() -> None:
    names = [f"{clause}-{number}" for clause in "abcd" for number in range(5)]
    cases = [a_case(name, f"permits.{name[0]}") for name in names]
    run = grouped_run({name: {"gpt": "r", "claude": "c"} for name in names}, cases=cases)

    assert headline(group_run(score_run(run), GroupBy.MODEL)).startswith(
        "Permit desk (permits), by model: disagreement marks 4 of 4 clauses: permits.a "
        "(underspecified), permits.b (underspecified), permits.c (underspecified), 1 more; start "
        "with a-0"
    )


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("by", GroupBy)
def test_no_line_is_wider_than_the_page(by: GroupBy, width: int) -> None:
    grouped = group_run(score_run(a_run()), by)
    text = groups_report("text", grouped, RenderOptions(width=width, ascii=True))

    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER)
@pytest.mark.parametrize("format", GROUP_FORMATS)
@pytest.mark.parametrize("by", [GroupBy.MODEL, GroupBy.CATEGORY])
def test_hostile_text_is_shown_as_text(by: GroupBy, format: str, text: str) -> None:
    grouped = group_run(score_run(spoiled(a_run(), text)), by)
    options = RenderOptions(colour=format == "rich", only_missed=False)
    out = groups_report(format, grouped, options)

    assert_well_formed(out, format)
    assert shows(out, text, format), out
    plain = COLOUR.sub("", out) if format == "rich" else re.sub("(?<=[@#])\u200b", "", out)
    assert {character for character in plain if visible(character) != character} <= {"\n"}
    assert not re.search(r"^\s*::|##\w*\[|section_(?:start|end):\d", plain, re.MULTILINE)
