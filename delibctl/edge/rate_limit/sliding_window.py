"""The attempts of the last minute, against a provider's limits on them."""

from collections import deque
from dataclasses import dataclass
from math import inf

#: Seconds. One more than a provider's minute: requests do not all take equally long to arrive.
WINDOW = 61.0


@dataclass(kw_only=True, eq=False)
class Attempt:
    """One request: when it began, in seconds of the event loop, and the tokens it counts for."""

    began: float
    tokens: float


class SlidingWindow:
    """At most `rpm` attempts and `tpm` tokens in any window, both without a limit where None.

    Of our own: aiolimiter and the like leak steadily, so a pause lets up to twice the limit into
    one window, and none takes back what it was told when the real number of tokens is known.
    """

    def __init__(self, rpm: int | None = None, tpm: int | None = None) -> None:
        self._rpm = inf if rpm is None else rpm
        self._tpm = inf if tpm is None else tpm
        self._attempts: deque[Attempt] = deque()
        #: The tokens of all of them: a fast server has thousands of attempts in its window.
        self._tokens = 0.0

    def delay(self, tokens: float, now: float) -> float:
        """Seconds until an attempt of that size fits; one above the limit has a window alone."""
        while self._attempts and self._attempts[0].began + WINDOW <= now:
            self._tokens -= self._attempts.popleft().tokens
        attempts = len(self._attempts) + 1 - self._rpm
        excess = self._tokens + tokens - self._tpm
        free = now
        for attempt in self._attempts:
            if attempts <= 0 and excess <= 0:
                break
            attempts -= 1
            excess -= attempt.tokens
            free = attempt.began + WINDOW
        return free - now

    def add(self, attempt: Attempt) -> None:
        """Count an attempt that begins."""
        self._attempts.append(attempt)
        self._tokens += attempt.tokens

    def correct(self, attempt: Attempt, tokens: float) -> None:
        """An attempt turned out to count for so many tokens; once it is forgotten, no matter."""
        if self._attempts and attempt.began >= self._attempts[0].began:
            self._tokens += tokens - attempt.tokens
        attempt.tokens = tokens
