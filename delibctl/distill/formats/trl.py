"""TRL's SFTTrainer: `prompt` and `completion`, of which only the completion bears loss."""

from delibctl.distill.formats.material import Material, json_lines
from delibctl.distill.reasoning_place import completion_of, prompt_of


def files(material: Material) -> dict[str, bytes]:
    """Return one row for each record; `case` is the id, which TRL ignores."""
    rows = (
        {
            "prompt": prompt_of(record),
            "completion": completion_of(record, material.place),
            "case": record.case.id,
        }
        for record in material.records
    )
    return {"train.jsonl": json_lines(rows)}
