"""Names of pipes and other open descriptors, which no file lies beside."""

import re

_DESCRIPTOR = re.compile(r"(?:/dev/fd|/proc/self/fd)/(\d+)|/dev/stdin")


def descriptor(name: str) -> int | None:
    """Return the descriptor that a path means, as `<(…)` of a shell does; None for other paths."""
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1] or 0) if match else None
