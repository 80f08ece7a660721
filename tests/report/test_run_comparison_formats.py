"""Every format of two compared runs, whole, and what must hold in each of them."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.hostile import HOSTILE, TOGETHER
from support.run_comparison import (
    ANSWER,
    REASONING,
    SECRETS,
    full_view,
    passing_view,
    spoiled_view,
    unchanged_view,
)
from support.shown_text import assert_well_formed, shows

from delibctl import __version__
from delibctl.report import COMPARISON_FORMATS, RenderOptions, comparison_report
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.view import ComparisonView
from delibctl.text.escape import visible

GOLDEN = Path(__file__).parent / "golden"
VIEWS = {"full": full_view(), "unchanged": unchanged_view(), "passing": passing_view()}
ENDINGS = {
    "text": "txt",
    "rich": "rich.txt",
    "json": "json",
    "markdown": "md",
    "github": "github.txt",
    "junit": "junit.xml",
    "sarif": "sarif.json",
}
PAGE = RenderOptions(width=100)
COLOURED = RenderOptions(width=140, colour=True)


def rendered(view: ComparisonView, format: str, options: RenderOptions = PAGE) -> str:
    text = comparison_report(format, view, options)
    return text.replace(f'"semanticVersion": "{__version__}"', '"semanticVersion": "X"')


@pytest.mark.parametrize("format", COMPARISON_FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_report_is_what_it_was(view: str, format: str, request: pytest.FixtureRequest) -> None:
    text = rendered(VIEWS[view], format, COLOURED if format == "rich" else PAGE)
    file = GOLDEN / f"runs-{view}.{ENDINGS[format]}"
    if request.config.getoption("--write-golden"):
        file.write_bytes(text.encode())

    assert text.encode() == file.read_bytes()


def plain(text: str, format: str) -> str:
    """The words of a report, without line ends and escapes of the format."""
    if format == "markdown":
        text = re.sub(r"\\(.)", r"\1", text.replace("\u200b", ""))
    return " ".join(text.split())


@pytest.mark.parametrize("format", COMPARISON_FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_format_has_the_sentence_to_act_on(view: str, format: str) -> None:
    assert headline(VIEWS[view]) in plain(rendered(VIEWS[view], format), format)


@pytest.mark.parametrize("format", COMPARISON_FORMATS)
def test_a_run_against_itself_has_no_change_and_nothing_that_passed(format: str) -> None:
    text = rendered(VIEWS["unchanged"], format)

    assert "Nothing changed" in text
    assert "passed" not in text.lower()
    assert "play" not in text
    if format == "junit":
        assert text.count("<testcase") == text.count("<skipped") > 0
    if format in ("json", "sarif"):
        document = json.loads(text)
        assert document.get("changed", False) is False
        assert document.get("runs", [{"results": []}])[0]["results"] == []


@pytest.mark.parametrize("format", COMPARISON_FORMATS)
def test_the_text_of_a_sensitive_case_is_shown_nowhere_unless_asked_for(format: str) -> None:
    text = rendered(VIEWS["full"], format)

    assert [secret for secret in SECRETS if secret in text] == []
    assert "a-secret" in text


@pytest.mark.parametrize("format", COMPARISON_FORMATS)
def test_what_a_model_said_leaves_the_terminal_only_as_data(format: str) -> None:
    text = rendered(VIEWS["full"], format)

    shown = format in ("rich", "text", "json")
    assert (REASONING in text, ANSWER in text) == (shown, shown)


def test_json_and_the_terminal_show_sensitive_text_if_asked_for() -> None:
    options = RenderOptions(width=100, show_sensitive=True)
    for format in ("json", "text"):
        text = rendered(VIEWS["full"], format, options)
        assert [secret for secret in SECRETS if secret not in text] == []


ALL_TEXTS = [
    pytest.param("".join(TOGETHER.values()), id="all together"),
    *(
        pytest.param(text, id=name, marks=pytest.mark.slow)
        for name, text in {**TOGETHER, **HOSTILE}.items()
    ),
]


@pytest.mark.parametrize("text", ALL_TEXTS)
@pytest.mark.parametrize("format", COMPARISON_FORMATS)
def test_hostile_text_is_shown_as_text(format: str, text: str) -> None:
    options = RenderOptions(width=10_000, colour=format == "rich", show_sensitive=True)

    out = rendered(spoiled_view(text), format, options)

    assert_well_formed(out, format)
    assert shows(out, text, format)
    if format == "rich":
        out = re.sub(r"\x1b\[[0-9;]*m", "", out)
    if format == "markdown":
        out = re.sub("(?<=[@#])\u200b", "", out)
    assert {letter for letter in out if visible(letter) != letter} <= {"\n"}
    commands = re.findall(r"^\s*::|##\w*\[|section_(?:start|end):\d", out, re.MULTILINE)
    ours = [line for line in out.splitlines() if re.match(r"::(error|warning) (file|title)=", line)]
    assert len(commands) == (len(ours) if format == "github" else 0)


def test_markdown_has_no_elements_but_those_of_a_page_and_its_folds() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        rendered(VIEWS["full"], "markdown")
    )

    assert set(re.findall(r"<(\w+)", html)) <= {
        *("p", "strong", "h3", "h4", "ul", "li", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert html.count("<details>") == html.count("</details>") == 2


@pytest.mark.parametrize("width", [70, 80, 84, 90, 100])
def test_each_figure_is_on_one_line_at_any_width(width: int) -> None:
    text = rendered(VIEWS["full"], "text", RenderOptions(width=width))

    table = text[text.rindex("before ", 0, text.index("  misses ")) : text.rindex("  gates")]
    names = [line.strip().split("  ")[0] for line in table.splitlines()[2:]]
    assert names == [
        *("misses", "citation right", "citation recall", "outcome right"),
        *("over-refusal", "under-refusal"),
    ]


def test_the_limit_counts_cases() -> None:
    options = RenderOptions(width=100, limit=3)
    document = json.loads(rendered(VIEWS["full"], "json", options))

    assert (len(document["models"][0]["changes"]), document["models"][0]["left_out"]) == (3, 9)
    assert "5 more; --limit 0 shows all." in rendered(VIEWS["full"], "markdown", options)
