"""Prompt sets of other projects, and tables of one's own, as cases of a policy."""

from delibctl.cases.importers.formats import FORMATS, Format, Given, guess, layout_of, read_records
from delibctl.cases.importers.mapping import Imported, Mapping, imported
from delibctl.cases.importers.record import Record, Records

__all__ = [
    "FORMATS",
    "Format",
    "Given",
    "Imported",
    "Mapping",
    "Record",
    "Records",
    "guess",
    "imported",
    "layout_of",
    "read_records",
]
