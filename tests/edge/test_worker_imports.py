"""A worker process imports nothing from the folder that it is started in."""

import os
import sys
from pathlib import Path

import pytest

from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.shares import worker_setups
from delibctl.model import ModelSpec

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no worker processes there")

#: Modules that Python itself, a worker or its libraries import first, and their packages.
PLANTED = (
    *("asyncio.py", "runpy.py", "site.py", "sitecustomize.py", "usercustomize.py", "socket.py"),
    *("encodings/__init__.py", "msgspec/__init__.py", "aiohttp/__init__.py", "orjson.py"),
    *("delibctl/__init__.py", "delibctl/edge/workers/process.py", ".env", ".pythonrc.py"),
)


def plant(folder: Path, marker: Path) -> None:
    for name in PLANTED:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"with open({str(marker)!r}, 'a') as file: file.write({name!r})\n")


@pytest.mark.parametrize("variables", [
    {},
    {"PYTHONPATH": f"{os.pathsep}{os.sep}nowhere"},
    {"PYTHONPATH": f".{os.pathsep}lib", "PYTHONSTARTUP": ".pythonrc.py"},
], ids=str)  # fmt: skip
def test_a_worker_runs_no_module_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    marker = tmp_path / "marker"
    for folder in (tmp_path / "branch", tmp_path / "branch/lib"):
        plant(folder, marker)
    monkeypatch.chdir(tmp_path / "branch")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    model = ModelSpec(alias="m", name="openai/m", api_base="http://127.0.0.1:9/v1")

    with WorkerProcesses(list(worker_setups(1, [model], 1, Retries())), os.environ) as workers:
        (connection,) = workers.sockets
        connection.shutdown(1)
        rest = connection.recv(1)
        (process,) = workers._processes
        code = process.wait(60)

    assert (rest, code, marker.exists()) == (b"", 0, False)


def test_an_entry_that_starts_at_the_root_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os\nos._exit(7)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    model = ModelSpec(alias="m", name="openai/m", api_base="http://127.0.0.1:9/v1")

    with WorkerProcesses(list(worker_setups(1, [model], 1, Retries())), os.environ) as workers:
        (process,) = workers._processes
        assert process.wait(60) == 7
