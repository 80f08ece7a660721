"""What was probably meant."""

from collections.abc import Collection

from delibctl.text.count import counted

#: With more than this to choose from, a list helps nobody.
_LISTED = 12


def nearest(wrong: str, known: Collection[str], what: str) -> str:
    """The nearest known name, else all of them if they are few."""
    near = _near(wrong, known, 60)
    if near:
        return f"did you mean {near[0]!r}?"
    if 0 < len(known) <= _LISTED:
        return f"known: {', '.join(sorted(known))}"
    if known:
        return f"{counted(len(known), what, _plural(what))}; none has a similar name"
    return f"no {_plural(what)} are declared"


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def meant(wrong: str, known: Collection[str]) -> str | None:
    """The one known name that is a slip of the finger away; None where there is none, or two."""
    near = _near(wrong, known, 75)
    return near[0] if len(near) == 1 else None


def _near(wrong: str, known: Collection[str], least: int) -> list[str]:
    """At most two names that share so many percent of their letters, the nearest first."""
    # Imported once something is wrong; difflib takes 16 ms to look through a thousand names.
    from rapidfuzz import fuzz, process

    found = process.extract(wrong, sorted(known), scorer=fuzz.ratio, limit=2, score_cutoff=least)
    return [name for name, _, _ in found]
