"""Asks the process of `forked.py` to run a command. As a program it is `delibctl` in a shell.

It loads nothing of ours, so it begins at once. The command ends when who asked for it is gone.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

#: Names the socket to the program.
SOCKET = "DELIBCTL_TEST_SOCKET"


class ForkedProcess:
    """A command in a fork, with the methods of a `Popen` that tests use."""

    def __init__(
        self,
        path: str,
        arguments: list[str],
        folder: str,
        environment: Mapping[str, str],
        descriptors: Mapping[int, int],
    ) -> None:
        self._client = socket.socket(socket.AF_UNIX)
        self._client.connect(path)
        # The numbers that the descriptors have in the fork; what they are here is sent beside.
        socket.send_fds(self._client, [b" "], list(descriptors.values()))
        request = {
            "arguments": arguments,
            "folder": folder,
            "environment": dict(environment),
            "descriptors": list(descriptors),
        }
        self._client.sendall(json.dumps(request).encode() + b"\n")
        self._lines = self._client.makefile("r", encoding="utf-8")
        self.pid = int(self._lines.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, or minus the signal, once the command has ended."""
        if self.returncode is None:
            self._client.settimeout(timeout)
            try:
                self.returncode = int(self._lines.readline())
            except TimeoutError:
                raise subprocess.TimeoutExpired("delibctl", timeout or 0) from None
            self._lines.close()
            self._client.close()
        return self.returncode

    def poll(self) -> int | None:
        """Return the exit code if the command has ended."""
        if self.returncode is None:
            self._client.setblocking(False)
            with suppress(BlockingIOError):
                self._client.recv(1, socket.MSG_PEEK)
                return self.wait()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the command."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the command."""
        self.send_signal(signal.SIGKILL)


def _main() -> int:
    """Run the command of `sys.argv` with all that is open here."""
    environment = dict(os.environ)
    path = environment.pop(SOCKET)
    numbers = [int(name) for name in os.listdir("/dev/fd")]  # noqa: PTH208 - pathlib is slow
    here = {number: number for number in numbers if _is_open(number)}
    folder = os.getcwd()  # noqa: PTH109 - pathlib is slow
    process = ForkedProcess(path, sys.argv[1:], folder, environment, here)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGWINCH):
        signal.signal(number, lambda number, _: process.send_signal(number))
    return process.wait()


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:  # it was the list itself
        return False
    return True


if __name__ == "__main__":
    sys.exit(_main())
