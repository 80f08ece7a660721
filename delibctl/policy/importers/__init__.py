"""Policies that were written in other forms: one reader for each, and a file of ours from any."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.policy.importers import anchored, coded, headings, taxonomy
from delibctl.policy.importers.imported_policy import ImportedPolicy, to_policy
from delibctl.policy.importers.sketch import Sketch

__all__ = ["FORMATS", "Format", "ImportedPolicy", "Sketch", "guess", "to_policy"]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of policies. `read` takes the text and the name of the file without its ending."""

    name: str
    doc: str
    read: Callable[[str, str], Sketch]


def _format(name: str, doc: str | None, read: Callable[[str, str], Sketch]) -> Format:
    return Format(name=name, doc=(doc or "").partition("\n")[0], read=read)


#: By name, in the order in which they are tried.
FORMATS = {
    found.name: found
    for found in (
        _format("taxonomy", taxonomy.__doc__, taxonomy.read),
        _format("anchored", anchored.__doc__, anchored.read),
        _format("coded", coded.__doc__, coded.read),
        _format("headings", headings.__doc__, headings.read),
    )
}


def guess(text: str, ending: str) -> str | None:
    """The form of a file by its ending and what stands in it; None where it is none of them."""
    if ending in {".yaml", ".yml"}:
        return "taxonomy"
    if ending not in {".md", ".markdown", ".txt"}:
        return None
    if anchored.recognises(text):
        return "anchored"
    return "coded" if coded.recognises(text) else "headings"
