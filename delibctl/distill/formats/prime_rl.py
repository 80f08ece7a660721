"""prime-rl's SFT trainer: `prompt` and `completion` in messages."""

from delibctl.distill.formats.material import Material, json_lines
from delibctl.distill.reasoning_place import completion_of, prompt_of


def files(material: Material) -> dict[str, bytes]:
    """Return one row for each record, with no other column."""
    rows = (
        {"prompt": prompt_of(record), "completion": completion_of(record, material.place)}
        for record in material.records
    )
    return {"train.jsonl": json_lines(rows)}
