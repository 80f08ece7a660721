"""Probes that are interrupted, killed, continued, or begun twice: nothing finished is lost."""

import os
import shlex
import signal
import time
from pathlib import Path

import pytest
from chat_server import ChatServer, first_clause, serving
from conftest import Cli, Start, assert_ends

MOCK = ("--model", "mock", "--concurrency", "2")

by_signal = pytest.mark.skipif(os.name == "nt", reason="no signal reaches another process there")


def runs(folder: Path) -> list[Path]:
    return list((folder / ".delibctl" / "runs").glob("*.sqlite"))


def wait_for(server: ChatServer, requests: int) -> None:
    while len(server.requests) < requests:
        time.sleep(0.02)


@by_signal
def test_ctrl_c_keeps_what_has_finished_and_the_same_command_goes_on(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.1)) as server:
        server.configure(tmp_path)
        probe = start("probe", support_bot, *MOCK)
        wait_for(server, 10)
        probe.process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        interrupted = probe.ended()
        took = time.monotonic() - sent
        before = len(server.requests)

        done = cli("probe", support_bot, *MOCK)

    assert_ends(interrupted, 130, "of 48 trials are kept in", "goes on")
    assert took < 10  # a hang, not a speed
    kept = int(interrupted.err.partition("interrupted: ")[2].split()[0])
    assert 7 <= kept <= before
    assert_ends(done, 0, "going on with", f"{kept} of 48 trials are there", "48 trials, 48 scored")
    assert len(server.requests) - before == 48 - kept
    assert len(runs(tmp_path)) == 1


@by_signal
def test_a_killed_probe_loses_nothing_that_was_finished(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.05)) as server:
        server.configure(tmp_path)
        probe = start("probe", support_bot, *MOCK)
        wait_for(server, 12)
        probe.process.kill()
        probe.ended()
        before = len(server.requests)

        done = cli("probe", support_bot, *MOCK)
        whole = cli("diff", "--format", "json")
        uninterrupted = cli("probe", support_bot, *MOCK, "--run", "other.sqlite")
        other = cli("diff", "other.sqlite", "--format", "json")

    assert_ends(done, 0, "going on with", "48 trials, 48 scored")
    assert len(server.requests) - before <= 48 - (before - 4)
    assert uninterrupted.code == 0
    assert whole.out == other.out


@by_signal
def test_a_server_that_is_gone_when_a_run_goes_on_spoils_no_trial(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    refuse = ChatServer(answer=first_clause, fault=lambda _n, _r: "bad request", delay=0.2)
    with serving(refuse) as server:
        server.configure(tmp_path, top="attempts = 1")
        probe = start("probe", support_bot, *MOCK)
        wait_for(server, 6)
        probe.process.send_signal(signal.SIGINT)
        interrupted = probe.ended()

    gone = cli("probe", support_bot, *MOCK)
    again = cli("probe", support_bot, *MOCK)

    kept = interrupted.err.partition("interrupted: ")[2].split()[0]
    assert_ends(gone, 2, "mock: connection: ", f"{kept} of 48 trials are there")
    assert_ends(again, 2, "mock: connection: ", f"{kept} of 48 trials are there")


def test_a_run_that_was_continued_is_the_newest(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.1)) as server:
        server.configure(tmp_path)
        probe = start("probe", support_bot, *MOCK)
        wait_for(server, 6)
        probe.process.kill()
        probe.ended()
        cli("probe", support_bot, "--kind", "tension")
        cli("probe", support_bot, *MOCK)

    (model,) = cli("diff", "--format", "json").json()["models"]
    assert (model["model"], model["summary"]["trials"]) == ("mock", 48)


def test_probes_that_start_at_once_share_a_state_folder(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    kinds = ["direct", "near-miss", "borderline", "tension"]
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        probe = ("probe", support_bot, "-m", "mock", "-m", "baseline", "--kind")
        ended = [one.ended() for one in [start(*probe, kind) for kind in kinds]]
        asked = len(server.requests)
        again = cli("probe", support_bot, "-m", "mock", *(f"--kind={kind}" for kind in kinds))

    assert [done.code for done in ended] == [0] * 4, ended
    assert len(runs(tmp_path)) == 5
    assert again.code == 0
    assert len(server.requests) == asked
    assert cli("diff", "@-4").code == 0


@pytest.mark.parametrize("named", [True, False], ids=["one run file", "one plan"])
def test_a_second_probe_of_the_same_is_turned_away_and_harms_nothing(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path, named: bool
) -> None:
    probe = ("probe", support_bot, *MOCK, *(("--run", "run.sqlite") if named else ()))
    with serving(ChatServer(answer=first_clause, delay=0.1)) as server:
        server.configure(tmp_path)
        first = start(*probe)
        wait_for(server, 4)
        second = cli(*probe)
        done = first.ended()

    assert_ends(second, 2, ".sqlite is being written by another delibctl", "wait for it to end")
    assert_ends(done, 0, "48 trials, 48 scored")
    assert len(server.requests) == 48
    assert cli("diff", *(["run.sqlite"] if named else [])).code == 0


def test_the_next_command_shows_the_run_wherever_it_is(cli: Cli, support_bot: Path) -> None:
    cli("probe", support_bot)
    for options in (("--run", "my run.sqlite"), ("--state", "else where")):
        done = cli("probe", support_bot, "--kind", "tension", *options)
        command = shlex.split(done.err.rpartition("next: ")[2])

        shown = cli(*command[1:], "--format", "json").json()

        assert shown["models"][0]["summary"]["trials"] == 4
