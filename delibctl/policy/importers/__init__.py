"""Importing policies of other formats: one reader per format, one writer for all."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.policy.importers import anchored, coded, headings, taxonomy
from delibctl.policy.importers.imported_policy import ImportedPolicy, to_policy
from delibctl.policy.importers.sketch import Sketch

__all__ = ["FORMATS", "Format", "ImportedPolicy", "Sketch", "guess", "to_policy"]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of policies. `read` takes the text and the name of the file without its ending."""

    name: str
    doc: str
    read: Callable[[str, str], Sketch]


def _format(name: str, doc: str | None, read: Callable[[str, str], Sketch]) -> Format:
    return Format(name=name, doc=(doc or "").partition("\n")[0], read=read)


#: The formats by name, in the order in which they are tried.
FORMATS = {
    format.name: format
    for format in (
        _format("taxonomy", taxonomy.__doc__, taxonomy.read),
        _format("anchored", anchored.__doc__, anchored.read),
        _format("coded", coded.__doc__, coded.read),
        _format("headings", headings.__doc__, headings.read),
    )
}


def guess(text: str, ending: str) -> str | None:
    """Return the format of a file, by its ending and content; None if it is not recognised."""
    if ending in {".yaml", ".yml"}:
        return "taxonomy"
    if ending not in {".md", ".markdown", ".txt"}:
        return None
    if anchored.recognises(text):
        return "anchored"
    return "coded" if coded.recognises(text) else "headings"
