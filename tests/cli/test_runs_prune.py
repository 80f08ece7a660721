"""`delibctl runs prune`: old runs go, and nothing goes that may still be wanted."""

import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, assert_ends
from support.run_files import being_written, keep, killed, run_of

PRUNE = ("runs", "prune", "--yes")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".delibctl"


def days(state: Path) -> list[str]:
    """The days of January 2026, and the policies, of which there are still runs."""
    return sorted(f"{p.name[6:8]} {p.stem.partition('-')[2]}" for p in state.glob("runs/*.sqlite"))


def test_the_newest_runs_of_each_policy_stay(cli: Cli, state: Path) -> None:
    for day, policy in enumerate(("a", "a", "b", "a", "b", "a"), start=1):
        keep(state, day, run_of(policy), ended=1)

    done = cli(*PRUNE, "--keep", "2")

    assert done.code == 0
    assert days(state) == ["03 b", "04 a", "05 b", "06 a"]
    assert re.fullmatch(
        r"20260102T000000Z-a  [\d.]+ kB\n20260101T000000Z-a  [\d.]+ kB\n"
        r"deleted 2 runs \([\d.]+ kB\)\n",
        done.out,
    )


def test_only_runs_that_are_old_enough_go_and_the_newest_of_a_policy_stays(
    cli: Cli, state: Path
) -> None:
    for day in (1, 2, 3):
        keep(state, day, run_of("a"), ended=1)
    keep(state, 4, run_of("b"), ended=1)
    since_the_third = (time.time() - keep(state, 5, run_of("c")).stat().st_mtime) / 86_400 + 2

    cli(*PRUNE, "--older-than", f"{since_the_third + 0.5}")
    assert days(state) == ["03 a", "04 b", "05 c"]
    cli(*PRUNE, "--older-than", "0")
    assert days(state) == ["03 a", "04 b", "05 c"]


def test_with_a_number_and_an_age_a_run_goes_that_is_beyond_both(cli: Cli, state: Path) -> None:
    for day in (1, 2, 3, 4):
        keep(state, day, run_of(), ended=1)
    since_the_first = (time.time() - keep(state, 5, run_of()).stat().st_mtime) / 86_400 + 4

    cli(*PRUNE, "--keep", "2", "--older-than", f"{since_the_first - 0.5}")

    assert days(state) == [f"{day:02} permits" for day in (2, 3, 4, 5)]


def test_a_run_that_is_not_finished_stays_unless_it_is_asked_for(cli: Cli, state: Path) -> None:
    keep(state, 1, run_of(), finished=False, ended=3)
    keep(state, 2, run_of())

    done = cli(*PRUNE, "--keep", "1")
    assert done.out == (
        "20260101T000000Z-permits  kept: not finished (see --unfinished)\nnothing to delete\n"
    )
    assert len(days(state)) == 2

    cli(*PRUNE, "--keep", "1", "--unfinished")
    assert days(state) == ["02 permits"]


def test_a_run_that_is_being_written_stays(cli: Cli, state: Path) -> None:
    path = keep(state, 1, run_of(), finished=False, ended=3)
    keep(state, 2, run_of())

    with being_written(path):
        done = cli(*PRUNE, "--keep", "1", "--unfinished")

    assert done.out == "20260101T000000Z-permits  kept: being written\nnothing to delete\n"
    assert len(days(state)) == 2


def test_a_run_that_cannot_be_read_stays(cli: Cli, state: Path) -> None:
    for day in (1, 2, 3):
        path = keep(state, day, run_of(), ended=1)
        if day < 3:
            path.write_bytes(path.read_bytes()[: day * 6000])
    (state / "runs" / "notes.sqlite").write_text("not a run")

    assert cli(*PRUNE, "--older-than", "0", "--unfinished").out == "nothing to delete\n"
    assert len(days(state)) == 4


def test_the_log_of_a_killed_run_goes_with_it(cli: Cli, state: Path) -> None:
    killed(keep(state, 1, run_of()), run_of(), ended=3)
    keep(state, 2, run_of())

    cli(*PRUNE, "--keep", "1", "--unfinished")

    assert [path.name for path in (state / "runs").iterdir()] == ["20260102T000000Z-permits.sqlite"]


def test_a_dry_run_says_what_would_go_and_removes_nothing(cli: Cli, state: Path) -> None:
    for day in (1, 2):
        keep(state, day, run_of(), ended=1)

    done = cli("runs", "prune", "--keep", "1", "--dry-run")

    assert done.code == 0
    assert "20260101T000000Z-permits  " in done.out
    assert "would delete 1 run (" in done.out
    assert len(days(state)) == 2


def test_without_a_terminal_nothing_goes_without_a_yes(cli: Cli, state: Path) -> None:
    for day in (1, 2):
        keep(state, day, run_of(), ended=1)

    done = cli("runs", "prune", "--keep", "1")

    assert_ends(done, 2, "nothing was deleted", "next: add --yes, or preview with --dry-run")
    assert len(days(state)) == 2


def test_what_may_go_has_to_be_said(cli: Cli) -> None:
    assert_ends(cli(*PRUNE), 2, "no runs selected", "--keep N, --older-than DAYS")


def test_an_option_before_prune_would_be_of_the_list_and_is_turned_down(
    cli: Cli, state: Path
) -> None:
    for day in (1, 2):
        keep(state, day, run_of(), ended=1)

    done = cli("runs", "--state", "elsewhere", "prune", "--keep", "1", "--yes")

    assert_ends(done, 2, "--state must follow `prune`", "delibctl runs prune --state ...")
    assert len(days(state)) == 2


def test_without_any_run_there_is_nothing_to_remove(cli: Cli) -> None:
    done = cli(*PRUNE, "--keep", "1", "--answers")

    assert (done.code, done.out) == (0, "nothing to delete\n")


def repeating(request: dict[str, Any]) -> str:
    """An answer of which no other question has the same."""
    asked = json.dumps(request["messages"][-1]["content"])[1:-1]
    return first_clause(request).replace("Here is what", f"{asked}: here is what")


def test_answers_that_no_other_run_holds_go_with_the_runs(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    probe = ("probe", support_bot, "-m", "mock", "--kind")
    with serving(ChatServer(answer=repeating)) as server:
        server.configure(tmp_path)
        cli(*probe, "near-miss")
        both = len(server.requests)
        cli(*probe, "direct", "--kind", "near-miss")
        cli(*probe, "near-miss")
        asked = len(server.requests)
        done = cli(*PRUNE, "--keep", "1", "--answers")

        cli(*probe, "near-miss")
        assert len(server.requests) == asked
        cli(*probe, "direct")
        assert len(server.requests) == asked + (asked - both)

    assert "deleted 2 runs (" in done.out
    assert f" and {asked - both} answers (" in done.out


def test_answers_stay_where_nobody_can_tell_which_a_run_holds(
    cli: Cli, tmp_path: Path, state: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        for _ in range(2):
            cli("probe", support_bot, "-m", "mock", "--kind", "tension")
    path = keep(state, 1, run_of(), finished=False, ended=1)
    prune = (*PRUNE, "--keep", "1", "--answers")

    with being_written(path):
        assert_ends(cli(*prune), 2, "cannot tell which answers", "wait for it to end")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=9")
    assert_ends(
        cli(*prune), 2, "it is a run file of format 9", "move it away, or leave out --answers"
    )

    assert len(days(state)) == 3
    with closing(sqlite3.connect(state / "answers.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (4,)
