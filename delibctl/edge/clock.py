"""The clock of this machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Two clocks: `now` is the time in UTC, `monotonic` counts seconds, for deadlines."""

    now: Callable[[], datetime] = _utc
    monotonic: Callable[[], float] = time.monotonic
