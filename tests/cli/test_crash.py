"""`kill -9` at random moments: nothing finished is asked again, and nothing is lost."""

import re
import time
from pathlib import Path
from random import Random

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Start
from support.wire.openai_chat import OPENAI, OPENAI_BY_LITELLM
from support.wire.shape import Wire

from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Run

CONCURRENCY = 8


def prompts(server: ChatServer, start: int = 0) -> list[str]:
    """The last messages of the requests from that one on."""
    return [request["messages"][-1]["content"] for request in server.requests[start:]]


def timeless(text: str) -> str:
    """What a probe ends with, but for how long the server took."""
    return re.sub(r"\d+\.\d\s+s\b", "some s", text)


def killed(start: Start, command: list[object], server: ChatServer, random: Random) -> None:
    """Begin a probe and kill it at some moment after some more questions."""
    enough = len(server.requests) + random.randint(1, 12)
    process = start(*command).process
    while len(server.requests) < enough and process.poll() is None:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.3))
    process.kill()
    process.wait()


def newest(folder: Path) -> Run | None:
    runs = sorted((folder / ".delibctl" / "runs").glob("*.sqlite"))
    try:
        return load_run(runs[-1]) if runs else None
    except Exception:  # killed before anything was in it
        return None


@pytest.mark.parametrize(
    ("wire", "cases", "kills"),
    [
        pytest.param(OPENAI, 60, 3, id="small"),
        pytest.param(OPENAI, 160, 10, id="full", marks=pytest.mark.slow),
        pytest.param(OPENAI_BY_LITELLM, 60, 3, id="litellm, small", marks=pytest.mark.slow),
        pytest.param(OPENAI_BY_LITELLM, 160, 10, id="litellm, full", marks=pytest.mark.slow),
    ],
)
def test_a_killed_probe_goes_on_without_asking_again(
    start: Start, cli: Cli, tmp_path: Path, assistant: Path, wire: Wire, cases: int, kills: int
) -> None:
    random = Random(kills)
    with serving(ChatServer(answer=first_clause, delay=0.1, wire=wire)) as server:
        server.configure(tmp_path)
        command = ["probe", assistant, "--model", "mock", "--sample", cases]
        command += ["--concurrency", CONCURRENCY]
        for _ in range(kills):
            run = newest(tmp_path)
            finished = {trial.key.case for trial in run.trials} if run else set()
            said = {case.id: case.prompt for case in run.cases} if run else {}
            asked = len(server.requests)
            killed(start, command, server, random)
            assert not set(prompts(server, asked)) & {said[id] for id in finished}
        resumed = cli(*command)

        assert resumed.code == 0, resumed.err
        assert len(server.requests) <= cases + kills * CONCURRENCY
        fresh = tmp_path / "fresh"
        fresh.mkdir()
        server.configure(fresh)
        uninterrupted = cli(*command, cwd=fresh)

    assert uninterrupted.code == 0, uninterrupted.err
    assert timeless(resumed.out) == timeless(uninterrupted.out)
    shown = [cli("diff", "--format", "json", cwd=folder).out for folder in (tmp_path, fresh)]
    assert shown[0] == shown[1]
