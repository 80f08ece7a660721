"""Models that are asked only what has no answer yet."""

import asyncio

from delibctl.edge.answers.store import AnswerStore, answer_key
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply


class CachedAsk:
    """Puts kept answers before models; what is asked twice at the same time is asked once.

    `refresh` asks all questions again, each once; the new answers take the place of the kept ones.
    """

    def __init__(self, answers: AnswerStore, *, refresh: bool = False) -> None:
        self._answers = answers
        self._refresh = refresh
        #: What is being asked: whoever has the same question waits for the answer.
        self._asked: dict[str, asyncio.Event] = {}
        self._fresh: set[str] = set()

    def before(self, model: ModelSpec, ask: Ask) -> Ask:
        """`ask`, but only for questions that have no answer yet. Empty replies are not kept."""

        async def remembering(question: Question) -> Reply | Failure:
            key = answer_key(model, question)
            while (asked := self._asked.get(key)) is not None:
                await asked.wait()
            if not self._refresh or key in self._fresh:
                kept = self._answers.at(key)
                if kept is not None:
                    return kept
            self._asked[key] = asyncio.Event()
            try:
                reply = await ask(question)
                if isinstance(reply, Reply) and (reply.text.strip() or reply.blocked):
                    self._answers.keep(key, reply)
                    self._fresh.add(key)
                return reply
            finally:
                self._asked.pop(key).set()

        return remembering
