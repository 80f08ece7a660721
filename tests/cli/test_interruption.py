"""Probes that are interrupted, killed, continued, or begun twice: nothing finished is lost."""

import math
import os
import shlex
import signal
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done, Start, Started, assert_ends
from support.waiting import wait_for_requests, wait_until

MOCK = ("--model", "mock", "--concurrency", "2")

by_signal = pytest.mark.skipif(os.name == "nt", reason="no signal reaches another process there")


def runs(folder: Path) -> list[Path]:
    return list((folder / ".delibctl" / "runs").glob("*.sqlite"))


def begun(
    start: Start, server: ChatServer, replies: int, *command: object, **environment: str
) -> Started:
    """A probe that has got that many replies and waits for more, two questions at once."""
    server.holds_from = replies
    probe = start(*command, **environment)
    wait_for_requests(server, replies + 2)
    return probe


def interrupted(start: Start, server: ChatServer, *command: object, **environment: str) -> Done:
    """A probe that gets Ctrl-C after eight replies, once it has ended."""
    probe = begun(start, server, 8, *command, **environment)
    probe.process.send_signal(signal.SIGINT)
    done = probe.ended()
    server.holds_from = math.inf
    return done


@by_signal
def test_ctrl_c_keeps_what_has_finished_and_the_same_command_goes_on(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        stopped = interrupted(start, server, "probe", support_bot, *MOCK)
        before = len(server.requests)

        done = cli("probe", support_bot, *MOCK)

    assert_ends(stopped, 130, "8 of 48 trials are stored in", "same command again to continue")
    assert_ends(done, 0, "continuing", "8 of 48 trials are done", "48 trials, 48 scored")
    assert len(server.requests) - before == 48 - 8
    assert len(runs(tmp_path)) == 1


@by_signal
def test_a_run_goes_on_after_changes_on_which_no_answer_depends(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    before = ('api_key_env = "OLD_KEY"', "rpm = 6000", "input_price = 1", "output_price = 1")
    after = ('api_key_env = "NEW_KEY"', "rpm = 9000", "input_price = 2", "output_price = 3")
    going_on = ("probe", support_bot, *MOCK, "--max-cost", "9")
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path, *before)
        stopped = interrupted(start, server, *going_on, OLD_KEY="sk-0123456789")

        server.configure(tmp_path, *after, "timeout = 60")
        other = cli(*going_on, "--temperature", "0.5", NEW_KEY="sk-0123456789")
        done = cli(*going_on, NEW_KEY="sk-0123456789")

    assert_ends(stopped, 130, "8 of 48 trials are stored in", "same command again to continue")
    assert_ends(done, 0, "continuing", "8 of 48 trials are done", "48 trials, 48 scored")
    assert_ends(other, 0, "48 trials, 48 scored")
    assert "continuing" not in other.err
    assert len(runs(tmp_path)) == 2


@by_signal
@pytest.mark.parametrize("workers", [(), ("--workers", "2")], ids=["alone", "workers"])
def test_ctrl_c_waits_for_no_name_server(
    start: Start, tmp_path: Path, support_bot: Path, workers: tuple[str, ...]
) -> None:
    """The look-up of a name that never ends, as on a train without a network."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import pathlib, socket, time\nlook_up = socket.getaddrinfo\n"
        "def stalled(host, *rest, **more):\n"
        "    if host == 'models.example':\n"
        f"        pathlib.Path({str(tmp_path / 'asked')!r}).touch()\n"
        "        time.sleep(86_400)\n"
        "    return look_up(host, *rest, **more)\n"
        "socket.getaddrinfo = stalled\n",
        encoding="utf-8",
    )
    (tmp_path / "delibctl.toml").write_text(
        '[models.far]\nname = "openai/far"\napi_base = "http://models.example/v1"\n',
        encoding="utf-8",
    )
    probe = start("probe", support_bot, "--model", "far", *workers, PYTHONPATH=str(site))
    wait_until((tmp_path / "asked").exists)

    probe.process.send_signal(signal.SIGINT)

    assert_ends(probe.ended(), 130, "0 of 48 trials are stored")


def test_of_two_probes_that_start_at_once_one_asks(
    start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, holds_from=0)) as server:
        server.configure(tmp_path)
        both = [start("probe", support_bot, "--model", "mock") for _ in range(2)]
        wait_until(lambda: any(probe.process.poll() is not None for probe in both))
        server.released.set()
        ended = sorted((probe.ended() for probe in both), key=lambda done: done.code)

    assert [done.code for done in ended] == [0, 2], [done.err for done in ended]
    assert "is being written by another delibctl" in ended[1].err
    assert len(server.requests) == 48
    assert len(runs(tmp_path)) == 1


@by_signal
def test_refresh_does_not_go_on_with_a_run_that_was_begun_without(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        interrupted(start, server, "probe", support_bot, *MOCK)
        before = len(server.requests)

        done = cli("probe", support_bot, *MOCK, "--refresh")

        assert_ends(done, 0, "48 trials, 48 scored")
        assert len(server.requests) - before == 48
        cli("probe", support_bot, *MOCK)
    assert len(server.requests) - before == 48
    assert len(runs(tmp_path)) == 2


def test_refresh_asks_no_question_twice(cli: Cli, tmp_path: Path, support_bot: Path) -> None:
    (tmp_path / "some.yaml").write_text(
        "schema_version: 1\ncases:\n"
        "  - {id: a, kind: direct, prompt: Hello, clauses: [refunds.explain-terms]}\n"
        "  - {id: b, kind: direct, prompt: Hello, clauses: [refunds.explain-terms]}\n",
        encoding="utf-8",
    )
    # One after the other, so that neither waits for the other.
    given = ("--cases", "some.yaml", "--model", "mock", "--concurrency", "1")
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        done = [cli("probe", support_bot, *given, *more) for more in ((), ("--refresh",))]

    assert [one.code for one in done] == [0, 0], done[1].err
    assert all("2 trials, 2 scored" in one.out for one in done)
    assert len(server.requests) == 2


def test_one_question_that_stands_in_many_cases_is_asked_once(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    (tmp_path / "same.yaml").write_text(
        "schema_version: 1\ncases:\n"
        + "".join(
            f"  - {{id: same-{n}, kind: direct, prompt: Hello, clauses: [refunds.explain-terms]}}\n"
            for n in "abcdefgh"
        ),
        encoding="utf-8",
    )
    with serving(ChatServer(answer=first_clause, delay=0.2)) as server:
        server.configure(tmp_path)
        done = cli(
            *("probe", support_bot, "--cases", "same.yaml", "--model", "mock"),
            *("--concurrency", "8", "--repeats", "2"),
        )

    assert_ends(done, 0, "16 trials, 16 scored")
    assert len(server.requests) == 2  # a repeat is asked again


@by_signal
def test_a_killed_probe_loses_nothing_that_was_finished(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        probe = begun(start, server, 10, "probe", support_bot, *MOCK)
        probe.process.kill()
        probe.ended()
        server.holds_from = math.inf
        before = len(server.requests)

        done = cli("probe", support_bot, *MOCK)
        whole = cli("diff", "--format", "json")
        uninterrupted = cli("probe", support_bot, *MOCK, "--run", "other.sqlite")
        other = cli("diff", "other.sqlite", "--format", "json")

    assert_ends(done, 0, "continuing", "48 trials, 48 scored")
    assert len(server.requests) - before <= 48 - (before - 4)
    assert uninterrupted.code == 0
    assert whole.out == other.out


@by_signal
def test_a_server_that_is_gone_when_a_run_goes_on_spoils_no_trial(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    refuse = ChatServer(answer=first_clause, fault=lambda _n, _r: "bad request")
    with serving(refuse) as server:
        server.configure(tmp_path, top="attempts = 1")
        probe = begun(start, server, 4, "probe", support_bot, *MOCK)
        probe.process.send_signal(signal.SIGINT)
        interrupted = probe.ended()

    gone = cli("probe", support_bot, *MOCK)
    again = cli("probe", support_bot, *MOCK)

    kept = interrupted.err.partition("interrupted: ")[2].split()[0]
    assert_ends(gone, 2, "mock: connection: ", f"{kept} of 48 trials are done")
    assert_ends(again, 2, "mock: connection: ", f"{kept} of 48 trials are done")


def test_a_run_that_was_continued_is_the_newest(
    cli: Cli, start: Start, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        probe = begun(start, server, 4, "probe", support_bot, *MOCK)
        probe.process.kill()
        probe.ended()
        server.holds_from = math.inf
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
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        first = begun(start, server, 2, *probe)
        second = cli(*probe)
        server.released.set()
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
