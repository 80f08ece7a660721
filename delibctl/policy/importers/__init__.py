"""Importing policies of other formats: one reader per format, one writer for all."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from delibctl.policy.importers import anchored, coded, headings, taxonomy
from delibctl.policy.importers.imported_policy import ImportedPolicy, to_policy
from delibctl.policy.importers.sketch import Sketch
from delibctl.text.documentation import documentation

__all__ = ["FORMATS", "Format", "ImportedPolicy", "Sketch", "guess", "to_policy"]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of policies. `read` takes the text and the name of the file without its ending."""

    name: str
    doc: str
    read: Callable[[str, str], Sketch]


def _format(name: str, module: ModuleType, read: Callable[[str, str], Sketch]) -> Format:
    return Format(name=name, doc=documentation(module).partition("\n")[0], read=read)


#: The formats by name, in the order in which they are tried.
FORMATS = {
    format.name: format
    for format in (
        _format("taxonomy", taxonomy, taxonomy.read),
        _format("anchored", anchored, anchored.read),
        _format("coded", coded, coded.read),
        _format("headings", headings, headings.read),
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
