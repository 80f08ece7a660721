"""The summary of a CI job, as Markdown shows it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from support.lint_reports import EMPTY, EXAMPLE, HOSTILE, render_options, reports

from delibctl.lint import Level, Report
from delibctl.report import RenderOptions, lint_report
from delibctl.text.escape import one_line


def render(report: Report, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    return lint_report("markdown", report, options)


def trials(text: str) -> list[list[str]]:
    """The cells of each row as they are shown, without the heading."""
    found: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and found and token.level > 3:
            parts = token.children or []
            assert {part.type for part in parts} <= {"text"}
            found[-1].append("".join(part.content for part in parts).replace("\u200b", ""))
    return found[1:]


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        pytest.param(
            EXAMPLE,
            "**3 errors, 1 warning, 1 info** in 2 of 3 files, 1 suppressed.",
            id="of every kind",
        ),
        pytest.param(
            replace(EXAMPLE, findings=()),
            "3 files checked, no findings, 1 suppressed.",
            id="none",
        ),
        pytest.param(EMPTY, "0 files checked, no findings.", id="empty"),
    ],
)
def test_a_sentence_comes_first(report: Report, sentence: str) -> None:
    assert render(report).splitlines()[0] == sentence


@given(report=reports, options=render_options)
def test_any_finding_is_a_row_that_shows_it_and_does_nothing(
    report: Report, options: RenderOptions
) -> None:
    worst_first = sorted(report.findings, key=lambda found: -found.level.rank)

    assert [
        [cell.strip() for cell in scored_trial] for scored_trial in trials(render(report, options))
    ] == [
        [
            found.level,
            f"{one_line(options.from_root(found.place.file))}:{found.place.line}:{found.place.column}".strip(),
            f"{found.code} {found.name}",
            one_line(found.message),
            one_line(found.next),
        ]
        for found in worst_first
    ]


@given(report=reports)
def test_no_text_is_markup(report: Report) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(render(report))

    assert set(re.findall(r"<(\w+)", html)) <= {
        *("p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")
    }


@pytest.mark.parametrize(
    "text", ["x" * 1100, pytest.param(HOSTILE * 4, marks=pytest.mark.slow), "𝄞|" * 600]
)
def test_a_summary_stays_below_what_github_takes(text: str) -> None:
    error = replace(EXAMPLE.findings[1], message=text)
    warning = replace(error, level=Level.WARNING)
    report = replace(EXAMPLE, findings=(*[warning] * 1500, *[error] * 5), notices=(text,) * 200)

    shown = render(report)

    assert len(shown.encode()) < 2**20
    table = trials(shown)
    assert [scored_trial[0] for scored_trial in table[:6]] == [*["error"] * 5, "warning"]
    (left_out,) = re.findall(r"^(\d+) more rows left out", shown, re.MULTILINE)
    assert len(table) + int(left_out) == 1505
    (left_out,) = re.findall(r"^- (\d+) more notes left out", shown, re.MULTILINE)
    assert shown.count("- note: ") + int(left_out) == 200
