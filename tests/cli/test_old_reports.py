"""A report that a command was to write holds nothing old if the command ends before it."""

from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["diff", "none.sqlite", "--output", "markdown:report.md"], ""),
        (["lint", "none.yaml", "--output", "json:report.md"], ""),
        (["diff", "none.sqlite", "--output", "markdwn:report.md"], "All gates passed"),
        (["diff", "none.sqlite", "-o", "report.md"], ""),
    ],
)
def test_an_old_report_is_emptied_before_a_command_can_fail(
    cli: Cli, tmp_path: Path, arguments: list[str], left: str
) -> None:
    (tmp_path / "report.md").write_text("All gates passed")

    assert cli(*arguments).code == 2
    assert (tmp_path / "report.md").read_text() == left


def test_a_link_out_of_the_repository_is_not_followed(cli: Cli, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    git(root, "init", "-q")
    (tmp_path / "kept").write_text("precious")
    (root / "report.md").symlink_to("../kept")

    cli("diff", "none.sqlite", "--output", "markdown:report.md", cwd=root)

    assert (tmp_path / "kept").read_text() == "precious"
