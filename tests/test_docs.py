"""What the documentation says is what the code does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import clean_environment
from support.project import ROOT

from delibctl.errors import PRECEDENCE, ExitCode

DOCS = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.slow  # half a minute, and a step of its own in .ci/run
def test_what_is_generated_is_up_to_date() -> None:
    done = subprocess.run(
        [ROOT / ".ci" / "docs", "--check"],
        env=clean_environment(
            PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


@pytest.mark.parametrize("page", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_block_is_generated_or_run_elsewhere(page: Path) -> None:
    """`console` blocks come from real commands; the two set-up commands are run by .ci/run."""
    text = re.sub(
        r"<!-- \[\[\[cog.*?<!-- \[\[\[end\]\]\] -->", "", page.read_text(), flags=re.DOTALL
    )
    blocks = re.findall(r"```(?:console|sh|shell|bash)\n(.*?)```", text, flags=re.DOTALL)

    if page.name == "README.md":
        ci = (ROOT / ".ci" / "run").read_text()
        assert len(blocks) == 2
        assert "README.md" in ci
    elif page.name == "CONTRIBUTING.md":
        scripts = {path.name for path in (ROOT / ".ci").iterdir()}
        named = set(re.findall(r"\.ci/(\w+)", "".join(blocks)))
        assert named <= scripts
    else:
        assert blocks == []


@pytest.mark.parametrize("page", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_exit_codes_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text()

    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    order = re.search(r"the first of ([\d, ]+) that applies", text)
    assert documented == {int(code) for code in ExitCode}
    assert order is not None
    assert [int(code) for code in order[1].split(", ")] == [int(code) for code in PRECEDENCE]


def test_every_rule_has_a_code_of_its_own_in_the_docs() -> None:
    from delibctl.lint import RULES

    text = (ROOT / "docs" / "rules.md").read_text()
    assert re.findall(r"^## (\w+) (\S+)$", text, re.MULTILINE) == [
        (registered.rule.code, registered.name) for registered in RULES
    ]


def test_the_files_that_the_architecture_names_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()

    named = re.findall(r"`([a-z_/]+/[a-z_]+\.py)`", text)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / "delibctl" / name).exists()] == []
