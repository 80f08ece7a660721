"""Names that every file system keeps as they are."""

import hashlib
import re

#: A name that every file system keeps as it is; what differs in case alone is one file on some.
_SAFE = re.compile(r"[a-z][a-z0-9_-]{0,79}(?:\.[a-z0-9_-]{1,40}){0,4}", re.ASCII)
#: Names that belong to devices on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|changes)(?:\.|$)")
#: Digits of a hash that tell names apart once they are made safe.
_DIGITS = 8


def safe_name(name: str) -> str:
    """Return a name that can be a file or a folder everywhere; different names stay different."""
    if _SAFE.fullmatch(name) and not _DEVICES.match(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    return f"{words}-{digest}" if words[:1].isalpha() else f"x-{words}-{digest}".replace("--", "-")
