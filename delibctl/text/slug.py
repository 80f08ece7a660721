"""Ids out of what somebody wrote."""

import re
import unicodedata

#: Two of them and a dot are an id, which may have 120 characters.
LONGEST = 55


def slug(title: str, fallback: str) -> str:
    """An id out of a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    made = "-".join(words[:6])[:LONGEST].rstrip("-")
    return made if made and made[0].isalpha() else fallback
