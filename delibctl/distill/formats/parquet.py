"""Parquet: the columns of TRL's format, and what a reader may want to filter by."""

from io import BytesIO
from typing import Any

from delibctl.distill.formats.material import Material
from delibctl.distill.reasoning_place import completion_of, prompt_of
from delibctl.errors import DelibctlError


def files(material: Material) -> dict[str, bytes]:
    """Return one row for each record. Raises DelibctlError without the extra `parquet`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise DelibctlError(
            "Parquet needs pyarrow, which is not installed",
            next="install delibctl[parquet], or leave out the format `parquet`",
        ) from error
    rows: list[dict[str, Any]] = [
        {
            "prompt": prompt_of(record),
            "completion": completion_of(record, material.place),
            "case": record.case.id,
            "category": record.category,
            "kind": str(record.case.kind),
            "lang": record.case.lang,
            "outcome": str(record.outcome),
            "clauses": list(record.case.expected.clauses),
            "score": record.score,
        }
        for record in material.records
    ]
    buffer = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), buffer)
    return {"train.parquet": buffer.getvalue()}
