"""Patterns that are compiled at their first use.

The large ones take milliseconds each, and most commands need none of them.
"""

import re
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Asked for once: what is found stands on the instance from then on.
        found = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, but a pattern that is wrong is found to be so at its first use."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
