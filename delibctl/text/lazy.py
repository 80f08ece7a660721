"""Patterns that are compiled on first use.

Each large pattern takes milliseconds to compile, and most commands need none of them.
"""

import re
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Called once per name: setattr stores the method on the instance.
        method = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, method)
        return method


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern like re.compile, but compile it, and raise errors, on first use."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
