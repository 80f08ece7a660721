"""Adaptive concurrency: the number of attempts at once that a provider turns out to bear."""

from math import inf

from delibctl.edge.rate_limit.sliding_window import Attempt

#: Seconds without a failure after which the first attempt is trusted; we chose this number.
_TRUSTED = 0.5
#: Seconds from one more attempt at once to the next, at the start, and the most from the first to
#: all of them; we chose both numbers. With hundreds at once, each second would be one of waiting.
_RISE = 0.01
_RAMP = 0.64


class AdaptiveConcurrency:
    """The attempts allowed at once, at most `most`. Times are seconds of the event loop.

    It starts at one, so that a rejected key costs one request, and rises with time once the first
    attempt has succeeded or lasted for a while. An overloaded provider halves it; from then on it
    rises by one after as many successes as it allows at once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rise = min(_RISE, _RAMP / most)
        self._opens = inf
        self._steady: int | None = None
        self._halved = -inf
        self._successes = 0

    def at(self, now: float) -> int:
        """Return the number of attempts allowed at that time."""
        if self._steady is not None:
            return self._steady
        raised = max(0.0, now - self._opens) / self._rise
        return min(self._most, 1 + int(raised + 1e-6))

    def delay(self, now: float) -> float:
        """Return the seconds until it rises with time; infinity if it does not."""
        allowed = self.at(now)
        if self._steady is not None or allowed == self._most:
            return inf
        return self._opens + allowed * self._rise - now

    def began(self, now: float) -> None:
        """Note the beginning of an attempt."""
        if self._opens == inf:
            self._opens = now + _TRUSTED

    def succeeded(self, attempt: Attempt, now: float) -> None:
        """Note a success. Attempts that began before the last halving prove nothing."""
        self._opens = min(self._opens, now)
        if self._steady is None or attempt.began < self._halved:
            return
        self._successes += 1
        if self._successes >= self._steady:
            self._steady = min(self._most, self._steady + 1)
            self._successes = 0

    def overloaded(self, attempt: Attempt, now: float) -> None:
        """Halve it, once for all attempts of a burst that fail together."""
        if attempt.began < self._halved:
            return
        self._steady = max(1, self.at(now) // 2)
        self._halved = now
        self._successes = 0
