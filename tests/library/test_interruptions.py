"""Ctrl-C before models are asked, and listeners that fail or call for more while a task waits."""

import asyncio
import threading
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.project import SAMPLES

import delibctl

# LiteLLM leaves files and coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore")

POLICY = SAMPLES / "support_bot"
FEW = delibctl.Filters(sample=4)


def test_ctrl_c_among_cached_answers_is_an_interruption_too(tmp_path: Path) -> None:
    class Press(delibctl.Listener):
        def replayed(self, trial: delibctl.ScoredTrial) -> None:
            raise KeyboardInterrupt(trial.case.id)

    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        delibctl.probe(POLICY, models="mock", filters=FEW, workspace=workspace)
        with pytest.raises(delibctl.Interrupted) as raised:
            delibctl.probe(
                POLICY, models="mock", filters=FEW, workspace=workspace, listener=Press()
            )

    assert raised.value.next


def test_a_listener_of_a_coroutine_may_ask_too(tmp_path: Path) -> None:
    workspace = delibctl.open_workspace(tmp_path)

    class Ask(delibctl.Listener):
        answers: list[str]

        def trial_ended(self, trial: delibctl.ScoredTrial) -> None:
            assert trial.scored
            result = delibctl.ask(
                "Where is my refund?", POLICY, model="baseline", workspace=workspace
            )
            self.answers = [citation.clause or "" for citation in result.trial.cited]

    listener = Ask()
    probe = delibctl.aprobe(
        POLICY, models="baseline", filters=FEW, workspace=workspace, listener=listener
    )

    assert asyncio.run(probe).unmeasured == 0
    assert listener.answers == ["refunds.verified-order"]


def test_a_cancelled_coroutine_tells_what_had_stopped_it_before(tmp_path: Path) -> None:
    began, cancelled = threading.Event(), threading.Event()

    class Fail(delibctl.Listener):
        def began(self, task: delibctl.Task) -> None:
            assert task.total == 48
            began.set()
            cancelled.wait(10)
            raise RuntimeError("the listener failed")

    async def main() -> None:
        workspace = delibctl.open_workspace(tmp_path)
        probe = delibctl.aprobe(POLICY, models="baseline", workspace=workspace, listener=Fail())
        task = asyncio.create_task(probe)
        await asyncio.to_thread(began.wait, 10)
        task.cancel()
        asyncio.get_running_loop().call_later(0.05, cancelled.set)
        await task

    with pytest.raises(delibctl.Cancelled, match="the listener failed") as raised:
        asyncio.run(main())

    assert isinstance(raised.value.__cause__, RuntimeError)


def test_the_coroutine_function_has_its_own_name() -> None:
    assert delibctl.aprobe.__name__ == "aprobe"
