"""A process that has loaded all of delibctl and LiteLLM, and runs each command in a fork of itself.

Loading takes most of the time of a test that probes. A fork is a process of its own all the same:
its own folder, environment, streams, exit code. What is about loading itself runs in a new process.
"""

import gc
import importlib
import inspect
import io
import json
import os
import pkgutil
import posix
import select
import signal
import socket
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import coverage

import delibctl

#: Packages that delibctl imports only where it calls them.
IMPORTED_LATE = ("bm25s", "jsonschema_rs", "typer._click.decorators")
#: What a server runs before it forks: what most tests run, on the samples that most tests use.
SAMPLES = Path(__file__).resolve().parents[2] / "sample_policies"
WARMING = (
    ("--help",),
    ("probe", SAMPLES / "assistant"),
    ("probe", SAMPLES / "support_bot"),
    ("diff",),
    ("lint", SAMPLES),
    ("diff", SAMPLES / "support_bot", SAMPLES / "support_bot"),
    ("show", SAMPLES / "assistant"),
)


def serve(path: str) -> None:
    """Answer requests at a socket until the tests end."""
    _load_everything()
    _stop_measuring()
    _warm_up()
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    ended = _told_of_ends()
    print("ready", flush=True)
    running: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([server, ended, *running.values()], [], [])
        for pid, client in running.items():
            if client in ready:  # it is gone; else it would only wait
                os.kill(pid, signal.SIGKILL)
        if ended in ready:
            ended.recv(1024)
            _report_ended(running)
        if server in ready:
            client, _ = server.accept()
            running[_begin(client, server)] = client


def _told_of_ends() -> socket.socket:
    """Return a socket that can be read as soon as a command has ended."""
    ended, telling = socket.socketpair()
    telling.setblocking(False)
    signal.set_wakeup_fd(telling.detach(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return ended


def _begin(client: socket.socket, server: socket.socket) -> int:
    """Run the command that a client asks for, tell it the process, and return that."""
    _, descriptors, _, _ = socket.recv_fds(client, 1, 64)
    with client.makefile("r", encoding="utf-8") as lines:
        request = json.loads(lines.readline())
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.close(signal.set_wakeup_fd(-1))
        client.close()
        server.close()
        _run(request, descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    client.sendall(f"{pid}\n".encode())
    return pid


def _report_ended(running: dict[int, socket.socket]) -> None:
    """Tell the clients of the commands that have ended how they ended."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = ended
            with running.pop(pid) as client, suppress(OSError):  # the client may have given up
                client.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _load_everything() -> None:
    """Import what any command may import."""
    from delibctl.edge.providers.through_litellm.litellm_library import load

    load()
    ours = [module.name for module in pkgutil.walk_packages(delibctl.__path__, "delibctl.")]
    for name in (*ours, *IMPORTED_LATE):
        if not name.endswith("__main__"):
            importlib.import_module(name)


def _stop_measuring() -> None:
    """Save what was measured so far, so that no fork saves it once more at its end.

    Forks look for no files that nothing ran: every file was run here.
    """
    if measuring := coverage.Coverage.current():
        measuring.stop()
        measuring.save()
        os._exit = posix._exit  # coverage had replaced it
        measuring.set_option("run:source_pkgs", [])
        measuring.set_option("run:include", [f"{Path(delibctl.__file__).parent}/*"])
        os.environ["COVERAGE_PROCESS_CONFIG"] = measuring.config.serialize()
        inspect.stack()  # coverage asks for it as it starts, and only the first time takes long


def _warm_up() -> None:
    """Run the usual commands once, so that forks find patterns and validators compiled.

    None of this is measured: coverage has stopped. New processes still begin cold.
    """
    bars = importlib.import_module("tqdm").tqdm  # of bm25s; they would leave a thread
    interval, bars.monitor_interval = bars.monitor_interval, 0
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("r+") as nowhere:
        os.chdir(folder)
        for command in WARMING:
            sys.argv = ["delibctl", *map(str, command)]
            sys.stdin = sys.stdout = sys.stderr = nowhere
            assert _code() == 0, command
        sys.argv, sys.stdin, sys.stdout, sys.stderr, environment, before = kept
        os.chdir(before)
    assert dict(os.environ) == environment
    bars.monitor_interval = interval
    assert threading.active_count() == 1  # a fork would have only one of them
    gc.freeze()  # or each fork copies all of it to look for garbage


def _run(request: dict[str, Any], descriptors: list[int]) -> None:
    """Become the command; does not return."""
    _give(dict(zip(request["descriptors"], descriptors, strict=True)))
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(line_buffering=stream is sys.stderr or stream.isatty())
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["delibctl", *request["arguments"]]
    code = 3
    try:
        code = _code()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)


def _give(wanted: dict[int, int]) -> None:
    """Give each descriptor its number; standard input is empty unless it is among them."""
    above = max(64, *wanted, *wanted.values()) + 1
    copies = {number: above + place for place, number in enumerate(wanted)}
    for number, descriptor in wanted.items():
        os.dup2(descriptor, copies[number], inheritable=False)
        os.close(descriptor)
    if 0 not in wanted:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, copy in copies.items():
        os.dup2(copy, number)
        os.close(copy)


def _code() -> int:
    """Run the command of `sys.argv`, and return its exit code."""
    from delibctl.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    serve(sys.argv[1])
