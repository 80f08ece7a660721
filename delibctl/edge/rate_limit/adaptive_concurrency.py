"""How many attempts at one provider may run at once, as it turns out what it can bear."""

from math import inf

from delibctl.edge.rate_limit.sliding_window import Attempt

#: Seconds after which a first attempt that has not failed will not fail at once; ours.
_TRUSTED = 0.5
#: Seconds from one more attempt at once to the next, at the start; ours.
_RISE = 0.01


class AdaptiveConcurrency:
    """How many attempts at once, at most `most`. All times are seconds of the event loop.

    It starts at one, so that a key that is turned down costs one request, and rises with time once
    the first attempt has gone well or on for a while. An overloaded provider halves it; from then
    on as many successes as it allows at once raise it by one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._opens = inf
        self._steady: int | None = None
        self._halved = -inf
        self._successes = 0

    def at(self, now: float) -> int:
        """The limit at that time."""
        if self._steady is not None:
            return self._steady
        risen = max(0.0, now - self._opens) / _RISE
        return min(self._most, 1 + int(risen + 1e-6))

    def delay(self, now: float) -> float:
        """Seconds until it rises by itself; infinite where it does not."""
        limit = self.at(now)
        if self._steady is not None or limit == self._most:
            return inf
        return self._opens + limit * _RISE - now

    def began(self, now: float) -> None:
        """An attempt begins."""
        if self._opens == inf:
            self._opens = now + _TRUSTED

    def succeeded(self, attempt: Attempt, now: float) -> None:
        """An attempt was answered. What began before the limit was halved proves nothing of it."""
        self._opens = min(self._opens, now)
        if self._steady is None or attempt.began < self._halved:
            return
        self._successes += 1
        if self._successes >= self._steady:
            self._steady = min(self._most, self._steady + 1)
            self._successes = 0

    def overloaded(self, attempt: Attempt, now: float) -> None:
        """The provider has too much to do; attempts of one burst that all fail say so once."""
        if attempt.began < self._halved:
            return
        self._steady = max(1, self.at(now) // 2)
        self._halved = now
        self._successes = 0
