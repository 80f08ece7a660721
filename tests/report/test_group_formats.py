"""The report of a run in groups, whole in each format, and hostile text in each of them."""

import re
from pathlib import Path

import pytest
from support.example_run import COPY
from support.grouped_runs import a_case, grouped_run
from support.hostile import TOGETHER, spoiled
from support.shown_text import assert_well_formed, shows

from delibctl.model import Run
from delibctl.report import GROUP_FORMATS, RenderOptions, groups_report
from delibctl.score.groups.grouping import GroupBy, group_run
from delibctl.score.scored_run import score_run
from delibctl.text.escape import visible

GOLDEN = Path(__file__).parent / "golden"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def a_run() -> Run:
    """Models differ in outcome about one clause, and judges too; about another they cite others."""
    answers = {f"split-{number}": {"gpt": "rF rF rC", "claude": "cF cF !"} for number in range(5)}
    copies = {f"copy-{number}": {"gpt": "sC", "claude": "sE"} for number in range(5)}
    judges = {
        "one": dict.fromkeys((*answers, *copies), "+++"),
        "two": dict.fromkeys(answers, "--+") | dict.fromkeys(copies, "+"),
    }
    cases = [a_case(name, COPY, sensitive=True) for name in copies]
    return grouped_run({**answers, **copies}, cases=cases, judges=judges)


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
