"""The comments of docs/comments.md, as `delibctl ci` writes them for branches of one repository.

`--write-golden` writes those that changed into the page.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.ci_desk import BROKEN, LOOSE, REWORDED, Desk, answer
from support.project import ROOT

PAGE = ROOT / "docs" / "comments.md"


def clean(desk: Desk) -> None:
    desk.branch()
    desk.write(rationale="Forged permits hurt those who queue.")
    desk.commit()


def loosened(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=LOOSE, style="comply")
    desk.commit()


def approved(desk: Desk) -> None:
    loosened(desk)
    desk.approve()


def broken(desk: Desk) -> None:
    desk.branch()
    desk.write(weapons=BROKEN)
    desk.approve()


def too_few(desk: Desk) -> None:
    desk.configure("gates = {tolerance = 0.05}")
    desk.commit()
    desk.branch()
    desk.write(forge=REWORDED)
    desk.approve()


def down(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=REWORDED)
    desk.approve()
    desk.server.fault = lambda _number, _request: "500"


def drifted(desk: Desk) -> None:
    desk.branch()
    desk.write(forge=REWORDED)
    desk.approve()
    desk.server.answer = lambda request: answer(request).replace('"refuse"', '"comply"')


#: By the heading of the page; with the exit code.
BRANCHES: dict[str, tuple[Callable[[Desk], None], int]] = {
    "Loosened on purpose": (loosened, 1),
    "Approved": (approved, 0),
    "Broken by accident": (broken, 1),
    "Too few cases": (too_few, 5),
    "The provider is down": (down, 4),
    "The model changed": (drifted, 5),
}


def comment_of(desk: Desk, make: Callable[[Desk], None], tmp_path: Path) -> tuple[int, str]:
    """The exit code and the comment on a branch, without what differs from day to day."""
    make(desk)
    file = tmp_path / "comment.md"
    done = desk.ci("--output", f"markdown:{file}")
    text = re.sub(r"at `[0-9a-f]{12}`;", "at `0123456789ab`;", file.read_text())
    text = re.sub(r"at `[0-9a-f]{12}`\.", "at `ba9876543210`.", text)
    text = re.sub(r"on \d{4}-\d\d-\d\d", "on 2026-12-03", text)
    return done.code, text


def section(heading: str) -> re.Match[str]:
    """The comment below a heading of the page."""
    found = re.search(
        rf"^## {heading}\n.*?^````markdown\n(.*?)^````$", PAGE.read_text(), re.MULTILINE | re.DOTALL
    )
    assert found
    return found


@pytest.mark.parametrize("heading", BRANCHES)
def test_the_page_has_the_comment_on_the_branch(
    desk: Desk, heading: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make, expected = BRANCHES[heading]

    code, comment = comment_of(desk, make, tmp_path)

    if request.config.getoption("--write-golden"):
        found = section(heading)
        page = found.string
        PAGE.write_text(f"{page[: found.start(1)]}{comment}{page[found.end(1) :]}")
    assert code == expected
    assert comment == section(heading)[1]


def test_a_clean_branch_gets_no_comment(desk: Desk, tmp_path: Path) -> None:
    assert comment_of(desk, clean, tmp_path) == (0, "")
