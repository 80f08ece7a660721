"""`--workers`: processes that ask, together within every limit, and gone when the probe is."""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import PATIENCE, Cli, Start, Started, assert_ends
from support.waiting import wait_for_requests, wait_until

from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.workers.shares import worker_setups
from delibctl.model import ModelSpec

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
MOCK = ("--model", "mock", "--concurrency", "6", "--workers", "3")
GPT = ModelSpec(alias="gpt", name="openai/gpt", rpm=100, tpm=1_001)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChatServer]:
    with serving(ChatServer(answer=first_clause, delay=0.1)) as served:
        served.configure(tmp_path)
        yield served


def children(parent: int) -> list[int]:
    """The processes that another one started, and those that they started."""
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    own = [int(pid) for pid in done.stdout.split()]
    return own + [pid for child in own for pid in children(child)]


def in_workers_alone(folder: Path, program: str) -> str:
    """Return a PYTHONPATH with which each process of a worker begins with that program."""
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import sys\nif 'delibctl.edge.workers.process' in ' '.join(sys.orig_argv):\n"
        + indent(program, "    "),
        encoding="utf-8",
    )
    return str(site)


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(pids: list[int]) -> None:
    wait_until(lambda: not any(map(alive, pids)), "a worker outlived its probe")


def asking(start: Start, server: ChatServer, policy: Path) -> Started:
    """A probe whose workers have got six replies and wait for more."""
    server.holds_from = 6
    probe = start("probe", policy, *MOCK)
    wait_for_requests(server, 8)
    return probe


@pytest.mark.parametrize("count", range(1, 12))
def test_what_workers_are_told_adds_up_to_the_limits(count: int) -> None:
    starts = list(worker_setups(count, [GPT], 7, Retries()))

    assert len(starts) == min(count, 7)
    assert sum(start.concurrency for start in starts) == 7
    assert sum(start.models[0].rpm or 0 for start in starts) == 100
    assert sum(start.models[0].tpm or 0 for start in starts) == 1_001
    assert all(start.concurrency for start in starts)


def test_there_are_no_more_workers_than_requests_a_minute() -> None:
    slow = ModelSpec(alias="slow", name="openai/slow", rpm=2)

    assert [s.models[0].rpm for s in worker_setups(8, [slow], 64, Retries())] == [1, 1]


def test_a_probe_with_workers_says_what_it_says_without(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    with_workers = cli("probe", support_bot, *MOCK, "--run", "w.sqlite")
    asked = len(server.requests)
    alone = cli("probe", support_bot, "--model", "mock", "--refresh", "--run", "a.sqlite")

    assert with_workers.code == alone.code == 0, with_workers.err
    assert (asked, len(server.requests)) == (48, 96)
    shown = [cli("diff", run, "--format", "json").out for run in ("w.sqlite", "a.sqlite")]
    assert shown[0] == shown[1]


def test_no_more_questions_at_once_than_allowed(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    at_once: list[int] = []
    now = [0]

    def answer(request: dict[str, object]) -> str:
        with server.lock:
            now[0] += 1
            at_once.append(now[0])
        time.sleep(0.05)
        with server.lock:
            now[0] -= 1
        return first_clause(request)

    server.answer = answer
    cli("probe", support_bot, *MOCK)

    assert max(at_once) <= 6


def test_a_key_that_is_turned_down_stops_it(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    server.fault = lambda _number, _request: "unauthorized"

    done = cli("probe", support_bot, *MOCK)

    assert_ends(done, 2, "mock: auth")
    # One check of each process, and a few more where the machine is too busy to see it fail.
    assert len(server.requests) < 12


def test_ctrl_c_ends_the_workers_too(start: Start, support_bot: Path, server: ChatServer) -> None:
    probe = asking(start, server, support_bot).process
    workers = children(probe.pid)

    probe.send_signal(signal.SIGINT)
    code = probe.wait(PATIENCE)

    assert code == 130
    assert len(workers) == 3
    wait_until_gone(workers)


def test_workers_of_a_killed_probe_end_by_themselves(
    start: Start, support_bot: Path, server: ChatServer
) -> None:
    probe = asking(start, server, support_bot).process
    workers = children(probe.pid)

    probe.kill()
    probe.wait()

    assert len(workers) == 3
    wait_until_gone(workers)


def test_a_worker_that_ends_while_it_loads_stops_the_probe(
    start: Start, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    path = in_workers_alone(tmp_path, "import os\nos.kill(os.getpid(), 9)\n")
    probe = start("probe", support_bot, *MOCK, PYTHONPATH=path)

    assert_ends(probe.ended(), 2, "a worker process ended unexpectedly", "it continues")
    assert server.requests == []


def test_what_is_wrong_in_a_worker_is_said_as_without_any(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    path = in_workers_alone(
        tmp_path,
        "import delibctl.edge.providers.requests.request_once as a\n"
        "def request_of(*_, **__): raise ZeroDivisionError('odd')\n"
        "a.request_of = request_of\n",
    )

    done = cli("probe", support_bot, *MOCK, PYTHONPATH=path)

    assert done.code == 3
    assert "ZeroDivisionError: odd" in done.err


@pytest.mark.parametrize("limits", [("--concurrency", "2"), ("--rpm", "2", "--sample", "2")])
def test_workers_that_have_nothing_to_ask_say_nothing(
    cli: Cli, support_bot: Path, server: ChatServer, limits: tuple[str, ...]
) -> None:
    done = cli("probe", support_bot, "--model", "mock", *limits, "--workers", "4")

    assert done.code == 0
    assert "Traceback" not in done.err


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_workers_end_in_silence_however_the_probe_ends(
    start: Start, support_bot: Path, server: ChatServer, signal_: signal.Signals
) -> None:
    probe = asking(start, server, support_bot)
    workers = children(probe.process.pid)

    probe.process.send_signal(signal_)

    assert "Traceback" not in probe.ended().err
    wait_until_gone(workers)


def test_a_question_that_a_share_of_a_limit_does_not_hold_is_asked_by_one_worker() -> None:
    starts = list(worker_setups(4, [GPT], 64, Retries(), largest=400))

    assert [start.models[0].tpm for start in starts] == [501, 500]


@pytest.mark.parametrize("which", [0, 2], ids=["first", "last"])
def test_a_worker_that_ends_by_itself_stops_the_probe_which_goes_on_later(
    cli: Cli, start: Start, support_bot: Path, server: ChatServer, which: int
) -> None:
    probe = asking(start, server, support_bot)
    os.kill(children(probe.process.pid)[which], signal.SIGKILL)

    stopped = probe.ended()
    server.holds_from = math.inf
    done = cli("probe", support_bot, *MOCK)

    assert_ends(stopped, 2, "a worker process ended unexpectedly", "it continues")
    assert_ends(done, 0, "48 trials, 48 scored")
