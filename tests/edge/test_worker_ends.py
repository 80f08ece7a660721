"""A worker process ends within a second of its parent, whatever it does at that moment."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no worker processes there")

SOCKET = "import socket\nours, theirs = socket.socketpair()\n"
#: What a worker may be doing while its parent is killed.
BUSY = {
    "it sleeps": "import time\ntime.sleep(60)",
    "it waits for an answer": f"{SOCKET}ours.recv(1)",
    "it waits for room to write": f"{SOCKET}\nwhile True: ours.sendall(b' ' * 100_000)",
    "it computes": "while True: pass",
    "one long call of C computes": "import re\nre.match('(a+)+b', 'a' * 64)",
    "it reads a large reply": "import re\nre.findall('(.*?)b', 'a' * 1_000_000)",
    "it ignores other signals": "import signal, time\n"
    "for each in (15, 1, 2): signal.signal(each, signal.SIG_IGN)\ntime.sleep(60)",
    "its event loop hangs": "import asyncio, time\n"
    "async def hang(): time.sleep(60)\nasyncio.run(hang())",
    "it is a fork of a worker": "import os, time\nfirst = os.getpid()\n"
    "if os.fork() == 0:\n    end_with_parent(first)\n    print(os.getpid(), flush=True)\n"
    "time.sleep(60)",
}
#: Where the system does not end it, a thread has to get its turn.
NEEDS_THE_SYSTEM = {"one long call of C computes", "it reads a large reply"}
WITHOUT_THE_SYSTEM = "worker_parent._killed_by_linux = lambda: False\n"


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    """A process that starts each line of its input as a program, and prints its number."""
    program = """
        import subprocess, sys
        for line in sys.stdin:
            subprocess.Popen([sys.executable, "-c", eval(line)])
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as process:
        yield process
        process.kill()


def started(parent: subprocess.Popen[str], program: str) -> list[int]:
    """Let the parent start a worker with that program, and return its number and those of forks."""
    begin = "from delibctl.edge.workers import parent as worker_parent\n"
    begin += "from delibctl.edge.workers.parent import end_with_parent\n"
    if program.startswith(WITHOUT_THE_SYSTEM):
        begin, program = begin + WITHOUT_THE_SYSTEM, program.removeprefix(WITHOUT_THE_SYSTEM)
    begin += f"import os\nend_with_parent({parent.pid})\nprint(os.getpid(), flush=True)\n"
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(repr(begin + program) + "\n")
    parent.stdin.flush()
    return [int(parent.stdout.readline()) for _ in range(2 if "os.fork" in program else 1)]


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
    return subprocess.run(["ps", "-p", str(pid)], capture_output=True, check=False).returncode == 0


def seconds_until_gone(pids: list[int]) -> float:
    began = time.monotonic()
    while any(map(alive, pids)):
        if time.monotonic() - began > 10:
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            raise AssertionError("a worker outlived its parent")
        time.sleep(0.01)
    return time.monotonic() - began


@pytest.mark.two_rows
@pytest.mark.parametrize("doing", BUSY)
@pytest.mark.parametrize("told", ["by the system", "by a look at the parent"])
def test_a_worker_of_a_killed_parent_ends_soon(
    parent: subprocess.Popen[str], doing: str, told: str
) -> None:
    by_system = told == "by the system"
    if doing in NEEDS_THE_SYSTEM and not (by_system and sys.platform == "linux"):
        pytest.skip("no thread of Python gets a turn meanwhile")
    workers = started(parent, ("" if by_system else WITHOUT_THE_SYSTEM) + BUSY[doing])

    assert all(map(alive, workers))
    parent.kill()
    parent.wait()

    # It takes a quarter of a second; on a busy machine, a thread waits for its turn.
    assert seconds_until_gone(workers) < 5


def test_a_worker_whose_parent_ended_before_it_began_ends_at_once() -> None:
    program = "from delibctl.edge.workers.parent import end_with_parent\n"
    program += "import time\nend_with_parent(1 << 30)\ntime.sleep(60)"

    done = subprocess.run([sys.executable, "-c", program], timeout=30, check=False)

    assert done.returncode == 1


def test_a_worker_goes_on_while_its_parent_lives(parent: subprocess.Popen[str]) -> None:
    workers = started(parent, WITHOUT_THE_SYSTEM + BUSY["it sleeps"])

    time.sleep(0.6)

    assert all(map(alive, workers))
