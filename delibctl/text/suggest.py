"""Suggestions for misspelt names."""

from collections.abc import Collection

from delibctl.text.count import counted

#: The longest list of names that is shown.
_LISTED = 12


def nearest(wrong: str, known: Collection[str], what: str) -> str:
    """Return advice with the nearest known name; without one, all names if they are few."""
    near = _near(wrong, known, 60)
    if near:
        return f"did you mean {near[0]!r}?"
    if len(known) == 1:
        return f"the only {what} is {next(iter(known))!r}"
    if 0 < len(known) <= _LISTED:
        return f"use one of {', '.join(sorted(known))}"
    if known:
        return f"{counted(len(known), what, _plural(what))}; none has a similar name"
    return f"no {_plural(what)} are declared"


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def meant(wrong: str, known: Collection[str]) -> str | None:
    """Return the only known name that is nearly the same; None if there is none, or several."""
    near = _near(wrong, known, 75)
    return near[0] if len(near) == 1 else None


def _near(wrong: str, known: Collection[str], least: int) -> list[str]:
    """Return at most two names that share at least `least` percent of their letters."""
    # Imported on first use; difflib would take 16 ms for a thousand names.
    from rapidfuzz import fuzz, process

    matches = process.extract(wrong, sorted(known), scorer=fuzz.ratio, limit=2, score_cutoff=least)
    return [name for name, _, _ in matches]
