"""Suggestions for misspelt names."""

from collections.abc import Collection

from delibctl.text.count import counted

#: The longest list of names that is shown.
_LISTED = 12


def nearest(name: str, names: Collection[str], noun: str) -> str:
    """Return advice with the nearest known name; without one, all names if they are few."""
    near = _near(name, names, 60)
    if near:
        return f"did you mean {near[0]!r}?"
    if len(names) == 1:
        return f"the only {noun} is {next(iter(names))!r}"
    if 0 < len(names) <= _LISTED:
        return f"use one of {', '.join(sorted(names))}"
    if names:
        return f"{counted(len(names), noun, _plural(noun))}; none has a similar name"
    return f"no {_plural(noun)} are declared"


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def meant(name: str, names: Collection[str]) -> str | None:
    """Return the only known name that is nearly the same; None if there is none, or several."""
    near = _near(name, names, 75)
    return near[0] if len(near) == 1 else None


def typo_of(name: str, names: Collection[str]) -> str | None:
    """Return the only known name from which one slip of a finger leads to this one.

    Case and separators do not count. In a long name two slips are allowed.
    """
    # Imported on first use, as above.
    from rapidfuzz.distance import OSA

    plain = _plain(name)
    most = 2 if len(plain) >= _LONG else 1
    near = [known for known in names if OSA.distance(plain, _plain(known), score_cutoff=2) <= most]
    return near[0] if len(near) == 1 else None


#: Letters from which on a name is long.
_LONG = 8


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _near(name: str, names: Collection[str], least: int) -> list[str]:
    """Return at most two names that share at least `least` percent of their letters."""
    # Imported on first use; difflib would take 16 ms for a thousand names.
    from rapidfuzz import fuzz, process

    matches = process.extract(name, sorted(names), scorer=fuzz.ratio, limit=2, score_cutoff=least)
    return [name for name, _, _ in matches]
