"""Loggers of the libraries that ask models, closed while they do.

What they log holds the text of servers as it came: keys, escapes of terminals, and commands that
the log of a CI job obeys.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LIBRARIES = {
    "aiohttp",
    "anyio",
    "asyncio",
    "azure",
    "boto3",
    "botocore",
    "concurrent",
    "google",
    "h2",
    "hpack",
    "httpcore",
    "httpx",
    "huggingface_hub",
    "litellm",
    "openai",
    "pydantic",
    "requests",
    "tiktoken",
    "urllib3",
}
_SILENT = logging.CRITICAL + 1
_lock = threading.Lock()
#: How the loggers were, while some thread asks models.
_saved: dict[str, dict[str, Any]] = {}
_asking = 0


@contextmanager
def quiet_loggers() -> Iterator[None]:
    """Close the loggers until the block ends; those of a program around us are as before then."""
    global _asking
    with _lock:
        _asking += 1
        if _asking == 1:
            _close()
    try:
        yield
    finally:
        with _lock:
            _asking -= 1
            if not _asking:
                _reopen()


def _close() -> None:
    made = {name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LIBRARIES}
    for name in made | _LIBRARIES:
        logger = logging.getLogger(name)
        _saved[name] = {
            "level": logger.level,
            "propagate": logger.propagate,
            "handlers": logger.handlers,
        }
        logger.setLevel(_SILENT)
        logger.propagate = False
        # Without any handler, Python would write to standard error itself.
        logger.handlers = [logging.NullHandler()]


def _reopen() -> None:
    for name, saved in _saved.items():
        logger = logging.getLogger(name)
        logger.setLevel(saved["level"])
        logger.propagate, logger.handlers = saved["propagate"], saved["handlers"]
    _saved.clear()
