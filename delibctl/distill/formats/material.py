"""What every format is made of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from delibctl.distill.pairs import Pair
from delibctl.distill.reasoning_place import Place
from delibctl.distill.record import Record


@dataclass(frozen=True, kw_only=True)
class Material:
    """The records and pairs, the name of the data set, and where reasoning goes in a message."""

    name: str
    records: tuple[Record, ...]
    pairs: tuple[Pair, ...]
    place: Place


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return one row a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def json_document(data: Any) -> bytes:
    """Return an indented document."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
