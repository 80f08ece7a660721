"""The tokens that a provider counted, as the usage of a completion has them.

Counts that cannot be right are unknown, all of them: a part that is missing would make an answer
look cheaper than it was.
"""

from typing import Any

from delibctl.model import Usage

#: More tokens than any model reads or writes at once.
_MOST = 10**9


class _UnsoundError(ValueError):
    """A number of tokens that is none."""


def count_of(usage: Any) -> Usage:
    """Return the tokens of a usage, without a price; all are zero if they are unknown."""
    try:
        return _counted(_table(usage))
    except _UnsoundError:
        return Usage()


def _counted(usage: dict[str, Any]) -> Usage:
    """Return the tokens: of the input, those that were cached, and of the output, the thoughts.

    A part that is larger than its whole was counted beside it (xAI, some gateways), as was one that
    the total holds besides. Raises _UnsoundError if a count is missing or contradicts the others.
    """
    read, written = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if read is None or written is None:
        raise _UnsoundError
    cached, thoughts = _cached(usage), _reasoning(usage)
    created = _count(usage.get("cache_creation_input_tokens")) or 0
    total = _count(usage.get("total_tokens")) or read + written
    more_read, more_written = _beside(total - read - written, thoughts, cached, created)
    if cached > read:
        more_read = max(more_read, cached)
    if thoughts > written:
        more_written = thoughts
    return Usage(
        input=read + more_read, output=written + more_written, cached=cached, reasoning=thoughts
    )


def _beside(rest: int, thoughts: int, cached: int, created: int) -> tuple[int, int]:
    """Return the tokens of input and of output that make up the rest of a total."""
    for more_written in (thoughts, 0):
        for more_read in (0, cached, created, cached + created):
            if rest == more_read + more_written:
                return more_read, more_written
    raise _UnsoundError


def _cached(usage: dict[str, Any]) -> int:
    details = _table(usage.get("prompt_tokens_details"))
    # The second name is DeepSeek's, the third Anthropic's.
    names = ("prompt_cache_hit_tokens", "cache_read_input_tokens")
    counts = (details.get("cached_tokens"), *(usage.get(name) for name in names))
    return next((count for count in map(_count, counts) if count), 0)


def _reasoning(usage: dict[str, Any]) -> int:
    """Return the thoughts; the second place is that of some gateways."""
    details = _table(usage.get("completion_tokens_details"))
    return _count(details.get("reasoning_tokens")) or _count(usage.get("reasoning_tokens")) or 0


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int | None:
    """Return a number of tokens, None without one. Raises _UnsoundError for anything else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise _UnsoundError
    if value != int(value):
        raise _UnsoundError
    return int(value)
