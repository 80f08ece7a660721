"""The budget: a guard around models that stops before a limit of money is exceeded."""

from typing import TYPE_CHECKING

from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, FailureKind, Price, Question, Reply
from delibctl.run.limits_reached import BudgetSpent

if TYPE_CHECKING:
    import asyncio

#: The fewest bytes of a token; we chose this number.
_BYTES_PER_TOKEN = 2.5
_MAY_BE_BILLED = {FailureKind.TIMEOUT, FailureKind.BAD_REPLY}
#: Dollars below which nothing is reserved any more: sums of floats are seldom exactly zero.
_NOTHING = 1e-12


def highest_price(question: Question, price: Price, max_tokens: int) -> float:
    """Return the US dollars that a question costs at most, with the longest possible reply.

    In no script that we tried does a tokenizer make more than two tokens of five bytes.
    """
    size = sum(len(message.content.encode()) for message in question.messages)
    return size / _BYTES_PER_TOKEN * price.input + max_tokens * price.output


class Budget:
    """US dollars that several models may spend.

    A question in flight reserves its highest price.
    """

    def __init__(self, limit: float, spent: float = 0.0) -> None:
        self.limit = limit
        self.spent = spent
        self._reserved = 0.0
        self._conditions: dict[asyncio.AbstractEventLoop, asyncio.Condition] = {}

    @property
    def _released(self) -> "asyncio.Condition":
        """The condition that is notified when a reservation ends."""
        # Where nothing is asked, asyncio is never loaded.
        import asyncio

        # A condition belongs to one event loop, and a probe and its judges have one each.
        loop = asyncio.get_running_loop()
        if loop not in self._conditions:
            self._conditions = {loop: asyncio.Condition()}
        return self._conditions[loop]

    def guarded(self, ask: Ask, price: Price, max_tokens: int) -> Ask:
        """Return `ask` with a wait until the highest price of the question fits.

        The result raises BudgetSpent if it cannot fit any more.
        """

        async def guarding(question: Question) -> Reply | Failure:
            highest = highest_price(question, price, max_tokens)
            await self._reserve(highest)
            cost = 0.0
            try:
                reply = await ask(question)
                cost = _cost(reply, highest)
                return reply
            except DelibctlError:
                raise
            except BaseException:
                # It was sent and abandoned: the real price will never be known.
                cost = highest
                raise
            finally:
                self.spent += cost
                self._reserved -= highest
                async with self._released:
                    self._released.notify_all()

        return guarding

    async def _reserve(self, highest: float) -> None:
        async with self._released:
            while self.spent + self._reserved + highest > self.limit:
                # Questions in flight mostly cost less than they have reserved.
                if self._reserved <= _NOTHING:
                    raise BudgetSpent(
                        f"the budget of ${_amount(self.limit)} is reached: "
                        f"${self.spent:.4f} is spent, and the next question can cost "
                        f"${highest:.4f}"
                    )
                await self._released.wait()
            self._reserved += highest


def _amount(dollars: float) -> str:
    """Return an amount without an exponent and without zeros at its end."""
    return f"{dollars:,.10f}".rstrip("0").rstrip(".")


def _cost(result: Reply | Failure, highest: float) -> float:
    """Return the price of a question; an unknown price counts as the highest one."""
    price = None if result.usage is None else result.usage.price
    if price is not None:
        return price
    # The provider may have generated on, or have billed a reply that could not be read.
    free = isinstance(result, Failure) and not result.billed and result.kind not in _MAY_BE_BILLED
    return 0.0 if free and result.usage is None else highest
