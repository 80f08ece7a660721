"""What a server takes at once. The numbers are our own."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Requests that are scored at once, and that may wait; bytes, answers and seconds of one.

    A request may take less time than OpenRLHF waits for it, which is 180 seconds. A body of more
    than `large` bytes is read and scored in a thread, so that others are answered meanwhile.
    """

    at_once: int = 32
    waiting: int = 256
    body: int = 8 * 1024 * 1024
    large: int = 32 * 1024
    answers: int = 1024
    seconds: float = 170.0
    body_seconds: float = 30.0
    retry_after: int = 1
