"""OpenAI's chat fine-tuning: `messages` alone, which have no place for reasoning."""

from delibctl.distill.formats.material import Material, json_lines
from delibctl.distill.reasoning_place import prompt_of


def files(material: Material) -> dict[str, bytes]:
    """Return one row for each record, with the answer only; earlier answers bear no loss."""
    rows = []
    for record in material.records:
        prompt = [
            {**message, "weight": 0} if message["role"] == "assistant" else message
            for message in prompt_of(record)
        ]
        rows.append({"messages": [*prompt, {"role": "assistant", "content": record.answer}]})
    return {"train.jsonl": json_lines(rows)}
