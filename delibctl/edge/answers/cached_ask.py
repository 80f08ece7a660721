"""A cache in front of models: only questions without an answer are asked."""

import asyncio

from delibctl.edge.answers.answer_key import answer_key
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.turn_commits import TurnCommits
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply


class CachedAsk:
    """Puts cached answers in front of models; equal questions at the same time are asked once.

    With `refresh` every question is asked once more, and the new answers replace the cached ones.
    `commits` has to commit the answers: no question is sent before.
    """

    def __init__(
        self, answers: AnswerStore, commits: TurnCommits, *, refresh: bool = False
    ) -> None:
        self._answers = answers
        self._commits = commits
        self._refresh = refresh
        #: Questions in flight by key: an equal question waits for the answer.
        self._in_flight: dict[str, asyncio.Event] = {}
        self._refreshed: set[str] = set()

    def wrap(self, model: ModelSpec, ask: Ask) -> Ask:
        """Return `ask` with the cache in front. Empty replies are not stored."""

        async def asking(question: Question) -> Reply | Failure:
            key = answer_key(model, question)
            while (answered := self._in_flight.get(key)) is not None:
                await answered.wait()
            if not self._refresh or key in self._refreshed:
                cached = self._answers.get(key)
                if cached is not None:
                    return cached
            self._in_flight[key] = asyncio.Event()
            try:
                await self._commits.done()
                reply = await ask(question)
                # Failures too: the trial that one breaks is stored in this turn.
                self._commits.soon()
                if isinstance(reply, Reply) and (reply.text.strip() or reply.blocked):
                    self._answers.put(key, reply)
                    self._refreshed.add(key)
                return reply
            finally:
                self._in_flight.pop(key).set()

        return asking
