"""What is asked again, how often, and after how long."""

from dataclasses import dataclass
from random import Random

from delibctl.model import Failure, FailureKind, Reply

#: Failures after which a provider is to be asked less.
TOO_MUCH = {FailureKind.RATE_LIMIT, FailureKind.OVERLOADED}
_RETRIED = {
    *TOO_MUCH,
    FailureKind.SERVER,
    FailureKind.CONNECTION,
    FailureKind.BAD_REPLY,
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


def costs_nothing_to_retry(failure: Failure) -> bool:
    """Whether asking again may help, and what failed was not paid for."""
    return failure.kind in _RETRIED


def paid_in_vain(found: Reply | Failure) -> Failure | None:
    """What went wrong, where asking again may help and what there is may have been paid for.

    A reply that was cut off would be so again. A provider may go on after a timeout.
    """
    if isinstance(found, Failure):
        return found if found.kind is FailureKind.TIMEOUT else None
    if found.text.strip() or found.blocked or found.finish == "length":
        return None
    return Failure(kind=FailureKind.BAD_REPLY, message="the reply held no text")
