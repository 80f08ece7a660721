"""What a model is asked, as the tests of several rooms want to see it."""

from delibctl.deliberate import Prompter
from delibctl.model import Deliberation, Message, Mode, Policy, Question, Reply, ReplyForm, Shown


def shown_messages(
    policy: Policy, shown: Shown, form: ReplyForm = ReplyForm.AUTO, mode: Mode = Mode.CATEGORY
) -> tuple[Message, ...]:
    """The messages that a deliberation begins with."""
    return Prompter(policy).opening(shown, mode, form).messages


def held(
    policy: Policy,
    shown: Shown,
    *replies: Reply,
    mode: Mode = Mode.CATEGORY,
    form: ReplyForm = ReplyForm.AUTO,
) -> tuple[list[Question], Deliberation | None]:
    """The questions of a deliberation that is sent these replies, and how it ends."""
    conversation = Prompter(policy).deliberate(shown, mode, form)
    asked = [next(conversation)]
    for reply in replies:
        try:
            asked.append(conversation.send(reply))
        except StopIteration as end:
            return asked, end.value
    raise AssertionError("it asks for more than it was sent")
