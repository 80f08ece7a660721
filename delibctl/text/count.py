"""Numbers with their nouns."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """3 trials, 1 trial."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
