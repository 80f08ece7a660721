"""Deriving ids from titles."""

import re
import unicodedata

#: The longest slug; an id of two slugs and a dot stays under 120 characters.
LONGEST = 55


def slug(title: str, fallback: str) -> str:
    """Return an id derived from a title, or the fallback if the title has no usable words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    id = "-".join(words[:6])[:LONGEST].rstrip("-")
    return id if id and id[0].isalpha() else fallback
