"""Commits together what one turn of the event loop stores."""

import asyncio
from collections.abc import Callable

#: Seconds after which a turn is long; we chose this number. A commit takes a fraction of one.
_LONG = 0.005


class TurnCommits:
    """Commits stored answers and trials at the end of a turn of the event loop, in the next step.

    Replies that arrive together cost one transaction, and one that arrives alone waits for nobody.
    Whoever sends a question waits for `done` first: what was answered is on disk by then.

    In a long turn `done` commits at once. Questions that were answered together would otherwise be
    sent together, be answered together again, and wait for each other ever after.
    """

    def __init__(self, *commits: Callable[[], None]) -> None:
        self._commits = commits
        self._planned: asyncio.Handle | None = None
        self._began = 0.0
        self._waiting: list[asyncio.Future[None]] = []
        self._failure: Exception | None = None

    def soon(self) -> None:
        """Commit at the end of this turn what it has stored, and is still to store."""
        if self._planned is None:
            loop = asyncio.get_running_loop()
            self._began = loop.time()
            self._planned = loop.call_soon(self._end_turn)

    async def done(self) -> None:
        """Wait until everything stored so far is committed. Raises what the commit raised."""
        loop = asyncio.get_running_loop()
        if self._planned and loop.time() - self._began >= _LONG:
            self._end_turn()
        elif self._planned:
            committed = loop.create_future()
            self._waiting.append(committed)
            await committed
        self._check()

    def end(self) -> None:
        """Commit at once, as nothing follows. Raises what an earlier commit raised."""
        self._end_turn()
        self._check()

    def _end_turn(self) -> None:
        if self._planned is not None:
            self._planned.cancel()
            self._planned = None
        waiting, self._waiting = self._waiting, []
        for commit in self._commits:
            try:
                commit()
            except Exception as error:
                # The other files keep what ended in this turn. Nothing more is asked.
                self._failure = self._failure or error
        for committed in waiting:
            if not committed.done():
                committed.set_result(None)

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure
