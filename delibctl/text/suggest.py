"""What was probably meant."""

from collections.abc import Collection
from difflib import get_close_matches

#: With more than this to choose from, a list helps nobody.
_LISTED = 12


def nearest(wrong: str, known: Collection[str], what: str) -> str:
    """The nearest known name, else all of them if they are few."""
    near = get_close_matches(wrong, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    if 0 < len(known) <= _LISTED:
        return f"known: {', '.join(sorted(known))}"
    return f"there are {len(known)}, and none is near" if known else f"no {what} is declared"


def meant(wrong: str, known: Collection[str]) -> str | None:
    """The one known name that is a slip of the finger away; None where there is none, or two."""
    near = get_close_matches(wrong, known, n=2, cutoff=0.75)
    return near[0] if len(near) == 1 else None
