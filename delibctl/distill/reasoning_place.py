"""Where reasoning stands in a message, so that a chat template puts it before the model."""

from collections.abc import Sequence
from enum import StrEnum

from delibctl.distill.chat_template import ChatTemplate
from delibctl.distill.record import Record
from delibctl.errors import DelibctlError


class Place(StrEnum):
    """A field of the assistant's message; in `content` the reasoning stands in `<think>` tags."""

    REASONING_CONTENT = "reasoning_content"
    THINKING = "thinking"
    CONTENT = "content"


def prompt_of(record: Record) -> list[dict[str, str]]:
    """Return the conversation as the user wrote it."""
    return [{"role": message.role, "content": message.content} for message in record.messages]


def completion_of(record: Record, place: Place) -> list[dict[str, str]]:
    """Return what the model is trained to write."""
    return [_answer(record.reasoning, record.answer, place)]


def with_tags(reasoning: str, answer: str) -> str:
    """Return reasoning and answer as one text."""
    return f"<think>\n{reasoning}\n</think>\n\n{answer}"


def _answer(reasoning: str, answer: str, place: Place) -> dict[str, str]:
    if place is Place.CONTENT:
        return {"role": "assistant", "content": with_tags(reasoning, answer)}
    return {"role": "assistant", "content": answer, str(place): reasoning}


def places_read(template: ChatTemplate) -> list[Place]:
    """Return the places of which a template renders the reasoning, the surest first.

    Raises DelibctlError if it renders no conversation at all.
    """
    prompt = [{"role": "user", "content": "May I?"}]
    template.render([*prompt, {"role": "assistant", "content": "You may."}])
    return [place for place in Place if _is_read(template, prompt, place)]


def _is_read(template: ChatTemplate, prompt: list[dict[str, str]], place: Place) -> bool:
    reasoning = "Clause one is about this."
    try:
        trained = template.trained_part(prompt, [_answer(reasoning, "You may.", place)])
    except DelibctlError:
        return False
    return reasoning in trained


def chosen_place(template: ChatTemplate, wanted: Place | None) -> Place:
    """Return where the reasoning goes. Raises DelibctlError if the template would drop it there."""
    read = places_read(template)
    if not read:
        raise DelibctlError(
            "the chat template drops the reasoning: it reads neither "
            f"{', '.join(list(Place)[:-1])} nor <think> in content",
            where=template.name,
            next="name the template of a model that reasons, such as its training template",
        )
    if wanted is not None and wanted not in read:
        raise DelibctlError(
            f"the chat template drops reasoning in {wanted}; it reads {' and '.join(read)}",
            where=template.name,
            next=f"put the reasoning in {read[0]}",
            usage=f"use --reasoning-in {read[0]}, or leave the option out",
        )
    return wanted or read[0]


def check_trained(records: Sequence[Record], template: ChatTemplate, place: Place) -> None:
    """Raise DelibctlError if reasoning or answer of a record is not whole in what bears loss."""
    for record in records:
        trained = template.trained_part(prompt_of(record), completion_of(record, place))
        parts = (("reasoning", record.reasoning), ("answer", record.answer))
        lost = [name for name, text in parts if _spaced(text) not in _spaced(trained)]
        if lost:
            read = " and ".join(places_read(template))
            raise DelibctlError(
                f"the chat template drops the {' and the '.join(lost)} of {record.case.id} "
                f"in {place}; it reads {read}",
                where=template.name,
                next="name the training template of the model, or put the reasoning elsewhere",
                usage="name another --chat-template, or another place with --reasoning-in",
            )


def _spaced(text: str) -> str:
    return " ".join(text.split())
