"""Every format of `lint`: as it was for one hostile report, and safe for any report at all."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from support.lint_reports import EMPTY, EXAMPLE, render_options, reports

from delibctl import __version__
from delibctl.lint import Report
from delibctl.report import LINT_FORMATS, RenderOptions, lint_report

GOLDEN = Path(__file__).parent / "golden"

#: Each format by the golden file's ending.
ENDINGS = {
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
    "markdown": "md",
    "sarif": "sarif.json",
}

REPORTS = {"lint": EXAMPLE, "lint.empty": EMPTY}


def test_every_format_has_its_golden_files() -> None:
    assert set(ENDINGS) == set(LINT_FORMATS) - {"rich", "text", "json"}


@pytest.mark.parametrize("format", ENDINGS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_what_it_was(name: str, format: str, request: pytest.FixtureRequest) -> None:
    version = f'"semanticVersion": "{__version__}"'
    text = lint_report(format, REPORTS[name], RenderOptions()).replace(
        version, '"semanticVersion": "X"'
    )
    golden = GOLDEN / f"{name}.{ENDINGS[format]}"
    if request.config.getoption("--write-golden"):
        golden.write_bytes(text.encode())

    assert text.encode() == golden.read_bytes()


@given(report=reports, options=render_options)
def test_no_report_is_too_odd_to_be_written(report: Report, options: RenderOptions) -> None:
    for format in ENDINGS:
        text = lint_report(format, report, options)

        assert text.encode().decode() == text
        assert text == "" or text.endswith("\n")


@given(report=reports, options=render_options)
def test_no_text_is_a_command_to_the_log_of_a_ci_job(
    report: Report, options: RenderOptions
) -> None:
    for format in ENDINGS:
        text = lint_report(format, report, options)

        assert re.findall(r"##\w*\[.*", text) == [], format
        commands = re.findall(r"^\s*(::.*)", text, re.MULTILINE)
        assert len(commands) == (len(report.findings) if format == "github" else 0), format


@pytest.mark.parametrize("format", ENDINGS)
def test_control_characters_are_written_visibly(format: str) -> None:
    text = lint_report(format, EXAMPLE, RenderOptions())

    assert set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\uffff]", text)) == set()
