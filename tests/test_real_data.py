"""Real policies and taxonomies, found through DELIBCTL_DATA; nothing of them is kept here."""

import os
from pathlib import Path

import pytest
from conftest import Cli

from delibctl.cli.opening import open_one
from delibctl.edge.files import LocalFiles
from delibctl.lint import lint
from delibctl.source import read

DATA = Path(os.environ.get("DELIBCTL_DATA", "/nowhere"))

pytestmark = pytest.mark.skipif(
    "DELIBCTL_DATA" not in os.environ, reason="DELIBCTL_DATA names no folder of real data"
)

FILES = sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []
MARKDOWN = [path for path in FILES if path.suffix == ".md" and path.name[0].islower()]


def name(path: Path) -> str:
    return str(path.relative_to(DATA))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_lint_finds_something_in_every_file_that_is_no_policy_and_never_raises(path: Path) -> None:
    document = read(path.read_bytes(), path.name)

    report = lint([], [document])

    assert report.findings
    assert all(finding.place.file == path.name for finding in report.findings)


@pytest.mark.parametrize("path", MARKDOWN, ids=name)
def test_headings_of_a_real_policy_become_one_that_lints_clean_and_can_be_asked(
    cli: Cli, tmp_path: Path, path: Path
) -> None:
    done = cli("init", "new", "--from", path)

    assert done.code == 0, done.err
    assert "nothing found" in cli("lint", "new").out
    policy, cases = open_one(tmp_path / "new", LocalFiles(tmp_path))
    assert cases
    assert all(clause.text for clause in policy.clauses)
    assert cli("probe", cwd=tmp_path / "new").code == 0
