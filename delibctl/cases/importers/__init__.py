"""Importing prompt sets of other projects, and any tables, as cases of a policy."""

from delibctl.cases.importers.formats import (
    FORMATS,
    Format,
    SourceFile,
    guess,
    layout_of,
    read_records,
)
from delibctl.cases.importers.mapping import ImportedCases, Target, to_cases
from delibctl.cases.importers.record import Record, Records

__all__ = [
    "FORMATS",
    "Format",
    "ImportedCases",
    "Record",
    "Records",
    "SourceFile",
    "Target",
    "guess",
    "layout_of",
    "read_records",
    "to_cases",
]
