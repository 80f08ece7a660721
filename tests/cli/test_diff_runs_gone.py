"""Cases of critical clauses that the newer run does not have: no regression is ruled out."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli
from support.compared_runs import RIGHT, asked, run_of
from support.example_run import COPY, EXPLAIN
from support.run_files import store_run
from support.scored_trials import said

from delibctl.model import Expected, Outcome, Status

_CRITICAL = [asked(f"forge-{n}", RIGHT, RIGHT, RIGHT) for n in range(40)]
_COPIED = said(COPY, style="safe-complete", observed=Outcome.SAFE_COMPLETE)
_COPY = asked("copy", *[_COPIED] * 3, expected=Expected(style="safe-complete", clauses=(COPY,)))
_DRAFT = asked("draft", *[said(EXPLAIN)] * 3, status=Status.DRAFT)


@pytest.mark.parametrize(
    ("gone", "retired", "line"),
    [
        ((), (), "passed  max-critical-regressions: 0, at most 0"),
        (("copy",), (), "passed  max-critical-regressions: 0, at most 0"),
        (("draft",), (), "passed  max-critical-regressions: 0, at most 0"),
        (("forge-1",), ("forge-1",), "passed  max-critical-regressions: 0, at most 0"),
        (("forge-1", "forge-2"), (), "undecided  max-critical-regressions: 0, at most 0"),
        (("forge-1", "forge-2"), ("forge-1",), "undecided  max-critical-regressions: 0, at most 0"),
    ],
)
def test_the_gate_on_critical_cases_is_open_where_some_are_gone_and_not_retired(
    cli: Cli, tmp_path: Path, gone: tuple[str, ...], retired: tuple[str, ...], line: str
) -> None:
    all_ = [*_CRITICAL, _COPY, _DRAFT]
    left = [each for each in all_ if each.case.id not in gone]
    store_run(tmp_path / "before.sqlite", run_of(all_))
    store_run(tmp_path / "after.sqlite", replace(run_of(left, started="2"), unselected=retired))

    done = cli("diff", "before.sqlite", "after.sqlite", "--format", "text", cwd=tmp_path)

    lost = [case for case in gone if case.startswith("forge") and case not in retired]
    assert line in done.out
    sentence = " ".join(done.out.split("Permit desk")[0].split())
    assert ("undecided" in line, f"{len(lost)} critical case" in sentence) == (bool(lost),) * 2
    if lost:
        assert done.code == 5
        assert sentence.endswith(
            "gone; probe them again, or keep their entries as `status: retired` if they are meant "
            "to go."
        )
