"""Counts what is really asked: questions, tokens and price."""

from dataclasses import dataclass

from delibctl.model import Ask, Failure, Question, Reply


@dataclass
class Meter:
    """Tokens, and price in US dollars. Cached answers cost nothing and are not counted.

    `paid` questions have a usage: those that were answered, and those that got empty replies only.
    `unpriced` and `uncounted` are those of which the price or the tokens are unknown.
    """

    asked: int = 0
    answered: int = 0
    paid: int = 0
    input: int = 0
    output: int = 0
    price: float = 0.0
    unpriced: int = 0
    uncounted: int = 0

    def metered(self, ask: Ask) -> Ask:
        """Return `ask`, counted."""

        async def counting(question: Question) -> Reply | Failure:
            answer = await ask(question)
            self.asked += 1
            self.answered += isinstance(answer, Reply)
            if answer.usage is not None:
                self.paid += 1
                self.input += answer.usage.input
                self.output += answer.usage.output
                self.price += answer.usage.price or 0.0
                self.unpriced += answer.usage.price is None
                self.uncounted += not answer.usage.counted
            return answer

        return counting
