"""Axolotl's `chat_template`: messages, of which only the last one bears loss."""

from delibctl.distill.formats.material import Material, json_lines
from delibctl.distill.reasoning_place import Place, completion_of, prompt_of


def files(material: Material) -> dict[str, bytes]:
    """Return the rows, and the entry for `datasets` in Axolotl's configuration.

    Earlier turns of the assistant are part of the prompt, so only the last turn is trained on.
    """
    # Axolotl itself puts its own field into the key that the template reads.
    field = Place.CONTENT if material.place is Place.CONTENT else Place.REASONING_CONTENT
    rows = (
        {
            "messages": [
                *({**message, "training": False} for message in prompt_of(record)),
                *({**message, "training": True} for message in completion_of(record, field)),
            ]
        }
        for record in material.records
    )
    return {"train.jsonl": json_lines(rows), "dataset.yaml": _entry(material.place).encode()}


def _entry(place: Place) -> str:
    thinking = (
        f"    field_thinking: reasoning_content\n    template_thinking_key: {place}\n"
        if place is not Place.CONTENT
        else ""
    )
    return (
        "datasets:\n"
        "  - path: axolotl/train.jsonl\n"
        "    ds_type: json\n"
        "    type: chat_template\n"
        "    field_messages: messages\n"
        f"{thinking}"
        "    roles_to_train: []\n"
        "    message_field_training: training\n"
        "    train_on_eos: turn\n"
    )
