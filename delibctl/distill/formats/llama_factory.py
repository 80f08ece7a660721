"""LLaMA-Factory's sharegpt: turns with `from` and `value`, and the entry in dataset_info.json."""

from collections.abc import Iterator
from itertools import groupby

from delibctl.distill.formats.material import Material, json_document
from delibctl.distill.reasoning_place import with_tags
from delibctl.distill.record import Record

_ROLES = {"user": "human", "assistant": "gpt"}


def files(material: Material) -> dict[str, bytes]:
    """Return the rows, and the description by which LLaMA-Factory finds them.

    Its templates read reasoning in <think> tags from the answer, whatever the chat template says.
    """
    rows = [_row(record) for record in material.records]
    info = {
        material.name: {
            "file_name": "train.json",
            "formatting": "sharegpt",
            "columns": {"messages": "conversations", "system": "system"},
        }
    }
    return {"train.json": json_document(rows), "dataset_info.json": json_document(info)}


def _row(record: Record) -> dict[str, object]:
    answer = with_tags(record.reasoning, record.answer)
    system = [message.content for message in record.messages if message.role == "system"]
    turns = [*_turns(record), {"from": "gpt", "value": answer}]
    return {"conversations": turns, "system": "\n\n".join(system)}


def _turns(record: Record) -> Iterator[dict[str, str]]:
    """Yield turns that alternate: LLaMA-Factory skips a conversation in which they do not."""
    said = [message for message in record.messages if message.role in _ROLES]
    for role, messages in groupby(said, key=lambda message: message.role):
        text = "\n\n".join(message.content for message in messages)
        yield {"from": _ROLES[role], "value": text}
