"""`--output FORMAT:FILE`, or FILE alone: its ending says the format."""

from collections.abc import Collection

#: The longer of two endings first.
_ENDINGS = {
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".json": "json",
    ".md": "markdown",
    ".xml": "junit",
}


def format_and_file(spec: str, formats: Collection[str]) -> tuple[str, str] | None:
    """Return the format of a report and its file; None if it is in none of the formats.

    A word before the colon that is no format is a mistake, and not part of the name of a file.
    """
    format, colon, file = spec.partition(":")
    if colon and format in formats:
        return (format, file) if file else None
    if colon and not {".", "/"} & {*format}:
        return None
    ending = next((ending for ending in _ENDINGS if spec.lower().endswith(ending)), "")
    by_ending = _ENDINGS.get(ending, "")
    return (by_ending, spec) if by_ending in formats else None


def endings_of(formats: Collection[str]) -> list[str]:
    """Return the endings that say one of the formats."""
    return [ending for ending, format in _ENDINGS.items() if format in formats]
