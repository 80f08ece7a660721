"""Mode `category`: the model is told the category and given its full text."""

from collections.abc import Generator

from delibctl.deliberate.parse import parse
from delibctl.deliberate.prompt import own_system_text, repair_text, system_text
from delibctl.model import Deliberation, Form, Message, Policy, Reply, ReplyForm, Shown
from delibctl.policy import spec

#: A deliberation asks with the messages it yields, is sent each reply, and ends with what was
#: said; None where no reply held an answer.
Conversation = Generator[tuple[Message, ...], Reply, Deliberation | None]


def shown_messages(
    policy: Policy, shown: Shown, form: ReplyForm = ReplyForm.AUTO
) -> tuple[Message, ...]:
    """Everything that a model is given: the policy, then the conversation."""
    system = Message(role="system", content=system_text(spec(policy, shown.categories), form))
    return (system, *(_marked(message) for message in shown.messages))


def _marked(message: Message) -> Message:
    if message.role != "system":
        return message
    return Message(role="system", content=own_system_text(message.content))


def deliberate(policy: Policy, shown: Shown, form: ReplyForm) -> Conversation:
    """One question; a second one where a laid-out reply held no answer."""
    messages = shown_messages(policy, shown, form)
    known = {*policy.clause_by_id, *policy.former_ids}
    reply = yield messages
    found = _said(reply, known)
    if found is None and reply.text.strip():
        repair = Message(role="user", content=repair_text(form))
        reply = yield (*messages, Message(role="assistant", content=reply.text), repair)
        found = _said(reply, known)
    return found


def _said(reply: Reply, known: set[str]) -> Deliberation | None:
    if reply.blocked:
        return Deliberation(form=Form.BLOCKED, answer=reply.text, reasoning=reply.reasoning)
    return parse(reply.text, known, reply.reasoning)
