"""A limit of money: a guard around models that stops before it is passed."""

from typing import TYPE_CHECKING

from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, FailureKind, Price, Question, Reply
from delibctl.run.limits_reached import BudgetSpent

if TYPE_CHECKING:
    import asyncio

#: Bytes to a token, at the least; our own number.
_BYTES = 2.5


def highest_price(question: Question, price: Price, max_tokens: int) -> float:
    """US dollars that a question can cost: all of it read, and a reply of the longest length.

    In no script that was tried does a tokenizer make more of a text than two tokens of five bytes.
    """
    size = sum(len(message.content.encode()) for message in question.messages)
    return size / _BYTES * price.input + max_tokens * price.output


class Budget:
    """Money that several models spend. What is being asked is reserved at its highest price."""

    def __init__(self, limit: float, spent: float = 0.0) -> None:
        self.limit = limit
        self.spent = spent
        self._reserved = 0.0
        self._changed: dict[asyncio.AbstractEventLoop, asyncio.Condition] = {}

    @property
    def _freed(self) -> "asyncio.Condition":
        # No event loop is loaded where nothing is asked.
        import asyncio

        # A condition is of one loop, and a purse outlives it: a probe and its judges have two.
        loop = asyncio.get_running_loop()
        if loop not in self._changed:
            self._changed = {loop: asyncio.Condition()}
        return self._changed[loop]

    def guarded(self, ask: Ask, price: Price, max_tokens: int) -> Ask:
        """`ask`, but only while the worst case fits; else it waits, or raises Halted."""

        async def guarding(question: Question) -> Reply | Failure:
            highest = highest_price(question, price, max_tokens)
            await self._reserve(highest)
            paid = 0.0
            try:
                reply = await ask(question)
                paid = _paid(reply, highest)
                return reply
            except DelibctlError:
                raise
            except BaseException:
                # It was sent and given up, and nobody will say what it cost.
                paid = highest
                raise
            finally:
                self.spent += paid
                self._reserved -= highest
                async with self._freed:
                    self._freed.notify_all()

        return guarding

    async def _reserve(self, highest: float) -> None:
        async with self._freed:
            while self.spent + self._reserved + highest > self.limit:
                # What is in flight mostly costs less than it was reserved at.
                if self._reserved <= 1e-12:
                    raise BudgetSpent(
                        f"--max-cost {self.limit:g}: ${self.spent:.4f} is spent, and the next "
                        f"question can cost ${highest:.4f}"
                    )
                await self._freed.wait()
            self._reserved += highest


def _paid(found: Reply | Failure, highest: float) -> float:
    """What a question cost; whatever nobody will ever know counts at its highest price."""
    paid = 0.0
    if found.usage is not None:
        paid = highest if found.usage.price is None else found.usage.price
    if isinstance(found, Failure) and found.kind in (FailureKind.TIMEOUT, FailureKind.BAD_REPLY):
        # The provider may have gone on with it, or counted what could not be read.
        paid = highest
    return paid
