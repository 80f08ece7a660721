"""What replies bring is committed by the turn of the event loop, before anything else is sent."""

import asyncio
from math import inf

import pytest

from delibctl.edge.turn_commits import TurnCommits


@pytest.fixture(autouse=True)
def _turns_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is."""
    monkeypatch.setattr("delibctl.edge.turn_commits._LONG", inf)


class Log:
    """A file that notes when it is written and committed."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.events: list[str] = []
        self._failure = failure

    def commit(self) -> None:
        if self._failure is not None:
            raise self._failure
        self.events.append("commit")


async def put(log: Log, commits: TurnCommits, name: str) -> None:
    """Receive a reply, store it, and send the next question."""
    log.events.append(f"store {name}")
    commits.soon()
    await commits.done()
    log.events.append(f"send after {name}")


def test_replies_of_one_turn_are_committed_together_before_the_next_questions() -> None:
    log = Log()
    commits = TurnCommits(log.commit)

    async def turns() -> None:
        await asyncio.gather(put(log, commits, "a"), put(log, commits, "b"))
        await put(log, commits, "c")

    asyncio.run(turns())

    assert log.events == [
        *("store a", "store b", "commit", "send after a", "send after b"),
        *("store c", "commit", "send after c"),
    ]


def test_in_a_long_turn_each_question_is_sent_once_what_was_answered_is_committed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("delibctl.edge.turn_commits._LONG", 0.0)
    log = Log()
    commits = TurnCommits(log.commit)

    async def turn() -> None:
        await asyncio.gather(put(log, commits, "a"), put(log, commits, "b"))

    asyncio.run(turn())

    assert log.events == [
        *("store a", "commit", "send after a"),
        *("store b", "commit", "send after b"),
    ]


def test_a_commit_that_fails_in_a_long_turn_stops_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("delibctl.edge.turn_commits._LONG", 0.0)
    log = Log(OSError("the disk is full"))

    with pytest.raises(OSError, match="full"):
        asyncio.run(put(log, TurnCommits(log.commit), "a"))

    assert log.events == ["store a"]


def test_a_reply_after_which_nothing_is_sent_is_committed_too() -> None:
    log = Log()

    async def one() -> None:
        TurnCommits(log.commit).soon()
        await asyncio.sleep(0)

    asyncio.run(one())

    assert log.events == ["commit"]


def test_the_end_commits_at_once() -> None:
    log = Log()

    async def ended() -> list[str]:
        commits = TurnCommits(log.commit)
        commits.soon()
        commits.end()
        return list(log.events)

    assert asyncio.run(ended()) == ["commit"]


def test_a_question_that_is_cancelled_keeps_no_other_from_being_sent() -> None:
    log = Log()
    commits = TurnCommits(log.commit)

    async def cancelled() -> None:
        tasks = [asyncio.create_task(put(log, commits, name)) for name in "ab"]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(cancelled())

    assert log.events == ["store a", "store b", "commit", "send after b"]


def test_a_commit_that_fails_stops_every_question_and_the_end() -> None:
    log = Log(OSError("the disk is full"))
    commits = TurnCommits(log.commit)

    async def failing() -> list[BaseException | None]:
        sent = [put(log, commits, name) for name in "ab"]
        return await asyncio.gather(*sent, return_exceptions=True)

    assert [str(error) for error in asyncio.run(failing())] == ["the disk is full"] * 2
    with pytest.raises(OSError, match="the disk is full"):
        commits.end()
    assert log.events == ["store a", "store b"]
