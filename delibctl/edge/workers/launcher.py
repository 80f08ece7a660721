"""Starting and stopping worker processes."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from socket import socket, socketpair
from subprocess import DEVNULL, Popen
from typing import Self

import msgspec

import delibctl
from delibctl.edge.files.real_path import real_path
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.surroundings import fault_of, require_handles
from delibctl.edge.workers.messages import WorkerSetup, to_line
from delibctl.errors import DelibctlError
from delibctl.text.count import counted

#: File handles besides the two for each worker: for the start of a process, and an event loop.
_HANDLES = 8


class WorkerProcesses:
    """Worker processes, which load what they ask with while the user confirms the price.

    A context manager; the processes are gone at its end. Keys and addresses are looked up in
    `environment`. Raises DelibctlError on Windows.
    """

    def __init__(self, setups: Sequence[WorkerSetup], environment: Mapping[str, str]) -> None:
        if sys.platform == "win32":
            raise DelibctlError(
                "worker processes are not available on Windows", next="use a single worker"
            )
        sent = None if environment is os.environ else dict(environment)
        self._setups = [msgspec.structs.replace(setup, environment=sent) for setup in setups]
        self._processes: list[Popen[bytes]] = []
        #: Our end of the connection to each worker.
        self.sockets: list[socket] = []

    def __enter__(self) -> Self:
        try:
            self._start_all()
        except OSError as error:
            self.__exit__()
            raise fault_of(error) or error from error
        return self

    def _start_all(self) -> None:
        count = len(self._setups)
        require_handles(2 * count + _HANDLES, counted(count, "worker"), "workers")
        pairs = [socketpair() for _ in self._setups]
        self.sockets = [our_end for our_end, _ in pairs]
        worker_ends = [worker_end for _, worker_end in pairs]
        # A process that forks loads LiteLLM once for all workers; only on Linux is that safe.
        groups = [worker_ends] if sys.platform == "linux" else [[end] for end in worker_ends]
        direct = all(route_of(model).direct for setup in self._setups for model in setup.models)
        self._processes = [_start([end.fileno() for end in group], direct) for group in groups]
        for end in worker_ends:
            end.close()
        for setup, our_end in zip(self._setups, self.sockets, strict=True):
            our_end.sendall(to_line(setup))

    def __exit__(self, *_: object) -> None:
        # This ends a worker that waits for questions; the first of a group may still be loading.
        for our_end in self.sockets:
            our_end.close()
        for process in self._processes:
            process.kill()
            process.wait()


def _start(descriptors: list[int], direct: bool) -> Popen[bytes]:
    # Without -P, Python searches the working folder first, and a branch may hold an asyncio.py.
    program = [sys.executable, "-P", "-m", "delibctl.edge.workers.process"]
    wire = "direct" if direct else "litellm"
    command = [*program, str(os.getpid()), wire, *map(str, descriptors)]
    # Its own process group keeps Ctrl-C away from it: the parent decides when it ends.
    return Popen(
        command,
        env={**os.environ, "PYTHONPATH": _absolute(os.environ.get("PYTHONPATH", ""))},
        stdin=DEVNULL,
        stdout=DEVNULL,
        pass_fds=descriptors,
        process_group=0,
    )


def _absolute(python_path: str) -> str:
    """Return the entries that start at the root; delibctl may itself be run from another one.

    An empty entry is the working folder, and easily written: `PYTHONPATH=$PYTHONPATH:lib`.
    """
    own = Path(delibctl.__file__).parents[1]
    entries = [Path(entry) for entry in python_path.split(os.pathsep) if entry]
    absolute = (
        entry if entry.is_absolute() else own
        for entry in entries
        if entry.is_absolute() or real_path(entry) == own
    )
    return os.pathsep.join(map(str, absolute))
