"""The sliding window: the attempts of the last minute, held against a provider's limits."""

from collections import deque
from dataclasses import dataclass
from math import inf

#: Seconds; one more than a provider's minute, as requests do not all take equally long to arrive.
WINDOW = 61.0


@dataclass(kw_only=True, eq=False)
class Attempt:
    """One request: its beginning in seconds of the event loop, and the tokens it counts for."""

    began: float
    tokens: float


class SlidingWindow:
    """Allows `rpm` attempts and `tpm` tokens in any window; None is no limit.

    Written here because aiolimiter and similar libraries leak steadily: after a pause they allow
    up to twice the limit in one window, and they cannot correct an estimate of tokens later.
    """

    def __init__(self, rpm: int | None = None, tpm: int | None = None) -> None:
        self._rpm = inf if rpm is None else rpm
        self._tpm = inf if tpm is None else tpm
        self._attempts: deque[Attempt] = deque()
        #: The sum over all attempts: a fast server has thousands of them in its window.
        self._tokens = 0.0

    def delay(self, tokens: float, now: float) -> float:
        """Return the seconds until an attempt of that size fits; above the limit it runs alone."""
        while self._attempts and self._attempts[0].began + WINDOW <= now:
            self._tokens -= self._attempts.popleft().tokens
        excess_attempts = len(self._attempts) + 1 - self._rpm
        excess_tokens = self._tokens + tokens - self._tpm
        free = now
        for attempt in self._attempts:
            if excess_attempts <= 0 and excess_tokens <= 0:
                break
            excess_attempts -= 1
            excess_tokens -= attempt.tokens
            free = attempt.began + WINDOW
        return free - now

    def add(self, attempt: Attempt) -> None:
        """Count an attempt that begins."""
        self._attempts.append(attempt)
        self._tokens += attempt.tokens

    def correct(self, attempt: Attempt, tokens: float) -> None:
        """Correct the tokens of an attempt; no effect on the sum once it has left the window."""
        if self._attempts and attempt.began >= self._attempts[0].began:
            self._tokens += tokens - attempt.tokens
        attempt.tokens = tokens
