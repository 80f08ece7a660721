"""What is asked again, how often, and after how long."""

from dataclasses import dataclass
from random import Random

from delibctl.model import Failure, FailureKind, Reply

#: Failures after which a provider is to be asked less.
TOO_MUCH = {FailureKind.RATE_LIMIT, FailureKind.OVERLOADED}
_RETRIED = {
    *TOO_MUCH,
    FailureKind.SERVER,
    FailureKind.TIMEOUT,
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


def reason_to_retry(found: Reply | Failure) -> Failure | None:
    """Why to ask again, if asking again may help. A reply that was cut off would be so again."""
    if isinstance(found, Failure):
        return found if found.kind in _RETRIED else None
    if found.text.strip() or found.blocked or found.finish == "length":
        return None
    return Failure(
        kind=FailureKind.BAD_REPLY, message="the reply held no text", attempts=found.attempts
    )
