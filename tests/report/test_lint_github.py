"""Annotations, read back as the documentation of GitHub Actions says that they are read."""

import re
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from support.lint_reports import (
    EXAMPLE,
    ODD,
    RULES,
    at,
    file_names,
    finding,
    render_options,
    reports,
    texts,
)

from delibctl.lint import Finding, Level, Report
from delibctl.model import Place
from delibctl.report import RenderOptions, lint_report
from delibctl.text.escape import visible


class Annotation(NamedTuple):
    command: str
    properties: dict[str, str]
    message: str


def read_back(text: str) -> tuple[list[Annotation], list[str]]:
    """The annotations in the output of a step, and the lines that are none."""
    annotations, plain = [], []
    for line in re.split(r"\r\n|\r|\n", text):
        head, colons, message = line.lstrip().removeprefix("::").partition("::")
        if not (line.lstrip().startswith("::") and colons):
            assert re.search(r"##\w*\[", line) is None, "the older form of a command"
            plain.append(line)
            continue
        command, _, rest = head.partition(" ")
        pairs = [pair.partition("=") for pair in rest.strip().split(",")]
        properties = {name: unescaped(value, ":,") for name, _, value in pairs}
        annotations.append(Annotation(command, properties, unescaped(message)))
    return annotations, plain


def unescaped(text: str, more: str = "") -> str:
    for character in f"\r\n{more}%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def shown(text: str) -> str:
    """Control characters are visible, and no host takes `##[` for a command."""
    return re.sub(r"##(?=\w*\[)", "## ", visible(text))


def read_one(found: Finding, options: RenderOptions = RenderOptions()) -> Annotation:  # noqa: B008 - frozen
    (annotation,), plain = read_back(
        lint_report("github", replace(EXAMPLE, findings=(found,), notices=()), options)
    )
    assert plain == [""]
    return annotation


@given(file=file_names, message=texts, next=texts, options=render_options)
def test_any_text_comes_back_as_it_was(
    file: str, message: str, next: str, options: RenderOptions
) -> None:
    annotation = read_one(finding("STY401", at(file, 1, 2, 1, 4), message, next), options)

    assert annotation == Annotation(
        "error",
        {
            "file": shown(options.from_root(file)),
            "line": "1",
            "col": "2",
            "endLine": "1",
            "endColumn": "3",
            "title": "STY401 unknown-style",
        },
        shown(f"{message}. {next}"),
    )


@given(report=reports)
def test_each_finding_is_one_annotation_and_nothing_else_is(report: Report) -> None:
    annotations, _ = read_back(lint_report("github", report, RenderOptions()))

    worst_first = sorted(report.findings, key=lambda found: -found.level.rank)
    assert [(a.command, a.message) for a in annotations] == [
        (
            {"info": "notice"}.get(found.level, found.level.value),
            shown(f"{found.message}. {found.next}"),
        )
        for found in worst_first
    ]


@pytest.mark.parametrize(
    ("place", "where"),
    [
        pytest.param(
            at("a", 3, 5, 3, 11), "line=3,col=5,endLine=3,endColumn=10", id="inclusive columns"
        ),
        pytest.param(at("a", 3, 5, 3, 5), "line=3,col=5,endLine=3,endColumn=5", id="no width"),
        pytest.param(at("a", 3, 5, 6, 2), "line=3,endLine=6", id="several lines"),
        pytest.param(at("a", 3, 5, 6, 1), "line=3,endLine=5", id="to the end of a line"),
        pytest.param(at("a", 3, 5, 4, 1), "line=3,endLine=3", id="one line and its end"),
    ],
)
def test_where_an_annotation_stands(place: Place, where: str) -> None:
    line = lint_report(
        "github", Report(findings=(finding("STY401", place, "m", "n"),), files=()), RenderOptions()
    )

    assert line == f"::error file=a,{where},title=STY401 unknown-style::m. n\n"


def test_a_file_is_named_as_seen_from_the_root_of_the_repository() -> None:
    found = finding("STY401", at(f"../x/{ODD}", 1, 1, 1, 1), "m", "n")

    assert read_one(found, RenderOptions(below_root="y")).properties["file"] == f"x/{ODD}"


def of_each_level(errors: int, warnings: int, infos: int) -> Report:
    place = at("a.yaml", 1, 1, 1, 2)
    made = finding("STY401", place, "m", "n")
    counts = zip(Level, (errors, warnings, infos), strict=True)
    found = tuple(replace(made, level=level) for level, count in counts for _ in range(count))
    return Report(findings=found, files=(), rules=RULES)


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        pytest.param((10, 10, 10), "", id="all shown"),
        pytest.param(
            (15, 17, 0),
            "12 of 32 findings are not shown by GitHub: 5 errors, 7 warnings; "
            "the job summary lists all",
            id="errors and warnings",
        ),
        pytest.param(
            (0, 3, 11),
            "1 of 14 findings is not shown by GitHub: 1 info; the job summary lists all",
            id="one",
        ),
    ],
)
def test_what_github_hides_is_counted_last(counts: tuple[int, int, int], line: str) -> None:
    annotations, plain = read_back(lint_report("github", of_each_level(*counts), RenderOptions()))

    assert len(annotations) == sum(counts)
    assert plain == ([line, ""] if line else [""])


def test_what_could_not_be_checked_is_said_in_the_log() -> None:
    _, plain = read_back(lint_report("github", EXAMPLE, RenderOptions()))

    assert plain == [
        f"note: {ODD}: references were not checked, because it belongs to no policy ::error::x",
        "",
    ]
