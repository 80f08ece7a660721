"""Numbers with their nouns, and estimates of tokens."""

from collections.abc import Iterable, Sequence

#: Characters per token: a rough average of English in most tokenizers.
_CHARACTERS = 4


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, such as `3 trials` or `1 trial`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return the first names and the number of the others, such as `a, b, c and 2 more`."""
    others = len(names) - most
    return ", ".join(names[:most]) + (f" and {others} more" if others > 0 else "")


def sized(size: int) -> str:
    """Return a size in bytes with a unit, such as `9 bytes`, `12.3 kB` or `4.5 MB`."""
    if size < 1000:
        return counted(size, "byte")
    number, units = size / 1000, ["kB", "MB", "GB"]
    while number >= 999.95 and len(units) > 1:
        number /= 1000
        units.pop(0)
    return f"{number:,.1f} {units[0]}"


def about_tokens(texts: Iterable[str]) -> int:
    """Estimate the tokens of some texts: a quarter of their characters, rounded up."""
    return -(-sum(map(len, texts)) // _CHARACTERS)
