"""TRL's DPOTrainer: `prompt`, `chosen` and `rejected`."""

from delibctl.distill.formats.material import Material, json_lines
from delibctl.distill.reasoning_place import completion_of, prompt_of


def files(material: Material) -> dict[str, bytes]:
    """Return one row for each pair; `reason` says what was wrong with the rejected answer."""
    rows = (
        {
            "prompt": prompt_of(pair.chosen),
            "chosen": completion_of(pair.chosen, material.place),
            "rejected": completion_of(pair.rejected, material.place),
            "case": pair.chosen.case.id,
            "reason": str(pair.reason),
        }
        for pair in material.pairs
    )
    return {"train.jsonl": json_lines(rows)}
