"""The file of answers that people labelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from delibctl.edge.files.source_text import load_source
from delibctl.errors import DelibctlError

if TYPE_CHECKING:
    from delibctl.cases.labels import Label


@dataclass(frozen=True, kw_only=True)
class LabelFile:
    """A file of labels; `columns` by field, and `words` for outcomes, where they are its own."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def read_labels(file: LabelFile) -> "list[Label]":
    """Return the labels of a file, at least one.

    Raises DelibctlError if it cannot be read, or a column or a word has no clear meaning.
    """
    # Options name files of labels; few commands read one, which takes all importers of cases.
    from delibctl.cases.importers.table import read_table
    from delibctl.cases.labels import FIELDS, labels

    path = file.path
    names = {*FIELDS, *file.columns.values()}
    table = read_table(load_source(path), path.suffix.lower(), path.name, names)
    found = labels(table, path.name, file.columns, file.words)
    if not found:
        raise DelibctlError(
            f"{path} contains no labelled answers",
            next="label some answers of a run",
            usage=f"write some with delibctl review --run RUN --labels {quote(str(path))}",
        )
    return found
