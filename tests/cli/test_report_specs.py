"""`--output`: a format and a file, or a file whose ending says the format."""

import json
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.steps import policy

from delibctl.cli.report_specs import format_and_file

FORMATS = ("text", "json", "markdown", "sarif", "junit")


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ("markdown:a.json", ("markdown", "a.json")),
        ("json:a:b", ("json", "a:b")),
        ("a.md", ("markdown", "a.md")),
        ("out/A.JSON", ("json", "out/A.JSON")),
        ("a.sarif", ("sarif", "a.sarif")),
        ("a.sarif.json", ("sarif", "a.sarif.json")),
        ("a.xml", ("junit", "a.xml")),
        ("out/a:b.md", ("markdown", "out/a:b.md")),
        ("a.b:c.md", ("markdown", "a.b:c.md")),
        ("markdwn:a.md", None),
        ("github:a.md", None),
        ("json:", None),
        (":a.md", None),
        ("a.txt", None),
        ("json", None),
        ("", None),
    ],
)
def test_the_format_and_the_file(spec: str, found: tuple[str, str] | None) -> None:
    assert format_and_file(spec, FORMATS) == found


def test_an_ending_of_a_format_that_the_command_lacks_is_refused() -> None:
    assert format_and_file("a.xml", ("json", "markdown")) is None


def test_a_report_is_written_in_the_format_of_its_ending(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(policy())

    cli("lint", "policy.yaml", "-o", "found.sarif", "-o", "found.json")

    assert json.loads((tmp_path / "found.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((tmp_path / "found.json").read_text())["schema_version"] == 1


def test_the_error_names_the_formats_and_the_endings(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(policy())

    done = cli("ci", "--base", "main", "-o", "a.xml", cwd=tmp_path)
    found = cli("coverage", "policy.yaml", "-o", "a.sarif")

    assert done.code == 2
    assert_ends(found, 2, "--output 'a.sarif' is not FORMAT:FILE", "FORMAT is one of ", "ends on ")
    assert ".sarif" not in found.err.partition("next:")[2]
