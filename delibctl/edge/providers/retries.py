"""What is asked again, how often, and after how long."""

from dataclasses import dataclass
from random import Random

from delibctl.model import Failure, FailureKind

#: Failures after which a provider is to be asked less.
OVERLOADS = {FailureKind.RATE_LIMIT, FailureKind.OVERLOADED}
_RETRIED = {
    *OVERLOADS,
    FailureKind.SERVER,
    FailureKind.CONNECTION,
}


@dataclass(frozen=True, kw_only=True)
class Retries:
    """Tries for each question; the wait before try n is random up to `base` * 2**n seconds."""

    attempts: int = 6
    base: float = 0.5
    longest: float = 30.0

    def wait(self, attempt: int, retry_after: float | None, random: Random) -> float:
        """Seconds to wait after a failed attempt (counted from 1), with full jitter."""
        jitter = random.uniform(0, min(self.longest, self.base * 2**attempt))
        return max(retry_after or 0.0, jitter)


def worth_retrying(failure: Failure) -> bool:
    """Whether the provider is to be asked again at once: nothing of it was paid for, so far as one
    can tell."""
    return failure.kind in _RETRIED
