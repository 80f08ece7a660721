"""What a model is asked in each mode, and what becomes of its replies."""

from collections.abc import Generator, Iterable
from dataclasses import replace

from delibctl.deliberate.parse import parse
from delibctl.deliberate.prompt import (
    correction_text,
    given_text,
    own_system_text,
    recall_text,
    repair_text,
    system_text,
)
from delibctl.deliberate.recall import requested_clauses
from delibctl.model import (
    Deliberation,
    Exchange,
    Form,
    Message,
    Mode,
    Policy,
    Question,
    Reply,
    ReplyForm,
    Shown,
    Wants,
)
from delibctl.policy import excerpt, index, spec

#: A deliberation asks the questions it yields, is sent each reply, and ends with what was said;
#: None where no reply held an answer.
Conversation = Generator[Question, Reply, Deliberation | None]


class Prompter:
    """Asks about cases under one policy. Texts that many cases share are made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._known = {*policy.clause_by_id, *policy.former_ids}
        self._systems: dict[tuple[Mode, tuple[str, ...], ReplyForm], Message] = {}

    def opening(self, shown: Shown, mode: Mode, form: ReplyForm, repeat: int = 1) -> Question:
        """The first question of a deliberation: the policy as the mode has it, the conversation."""
        if mode is Mode.NONE:
            return Question(
                messages=shown.messages, form=ReplyForm.PROMPT, repeat=repeat, wants=Wants.TEXT
            )
        system = self._system(mode, shown.categories, form)
        return Question(
            messages=(system, *(_marked(message) for message in shown.messages)),
            form=form,
            repeat=repeat,
            wants=Wants.CLAUSES if mode is Mode.RECALL else Wants.DELIBERATION,
        )

    def deliberate(
        self, shown: Shown, mode: Mode, form: ReplyForm, repeat: int = 1
    ) -> Conversation:
        """The questions of one trial; the last one is repaired once if its reply has no answer."""
        question = self.opening(shown, mode, form, repeat)
        match mode:
            case Mode.RECALL:
                return (yield from self._recalling(question))
            case Mode.NONE:
                # No layout was asked for, so none can be asked for again.
                return self._said((yield question))
            case _:
                return (yield from self._answered(question))

    def _recalling(self, question: Question) -> Conversation:
        """Clauses are asked for (corrected once where there is none), given, and reasoned on."""
        reply = yield question
        wanted = requested_clauses(reply.text, self.policy)
        if wanted.unknown and not reply.blocked:
            ids = ", ".join(f"[{id}]" for id in wanted.unknown)
            correction = correction_text(ids, question.form)
            question = _going_on(question, reply, correction, Wants.CLAUSES)
            reply = yield question
            wanted = requested_clauses(reply.text, self.policy)
        at_once = self._said(reply)
        if reply.blocked or (at_once and at_once.form is not Form.FREE and not wanted.listed):
            return at_once
        given = self.clauses_message(wanted.given, question.form).content
        said = yield from self._answered(_going_on(question, reply, given, Wants.DELIBERATION))
        if said is None:
            return None
        return replace(said, requested=wanted.requested, given=wanted.given)

    def clauses_message(self, clauses: Iterable[str], form: ReplyForm) -> Message:
        """The turn that gives the text of some clauses, in mode `recall`."""
        text = given_text(excerpt(self.policy, clauses), form)
        return Message(role="user", content=text)

    def policy_texts(self, mode: Mode, shown: Shown, last: Exchange) -> tuple[str, ...]:
        """All that a model was shown besides the conversation and its own replies."""
        if mode is Mode.NONE:
            return ()
        own, *others = last.messages
        later = others[len(shown.messages) :]
        return (own.content, *(message.content for message in later if message.role == "user"))

    def _system(self, mode: Mode, categories: tuple[str, ...], form: ReplyForm) -> Message:
        key = (mode, categories if mode is Mode.CATEGORY else (), form)
        if key not in self._systems:
            if mode is Mode.RECALL:
                text = recall_text(index(self.policy), form)
            else:
                every = [category.id for category in self.policy.categories]
                shown = categories if mode is Mode.CATEGORY else every
                text = system_text(spec(self.policy, shown), form)
            self._systems[key] = Message(role="system", content=text)
        return self._systems[key]

    def _answered(self, question: Question) -> Conversation:
        reply = yield question
        said = self._said(reply)
        if said is None and reply.text.strip():
            repair = repair_text(question.form)
            reply = yield _going_on(question, reply, repair, question.wants)
            said = self._said(reply)
        return said

    def _said(self, reply: Reply) -> Deliberation | None:
        if reply.blocked:
            return Deliberation(form=Form.BLOCKED, answer=reply.text, reasoning=reply.reasoning)
        return parse(reply.text, self._known, reply.reasoning)


def _marked(message: Message) -> Message:
    if message.role != "system":
        return message
    return Message(role="system", content=own_system_text(message.content))


def _going_on(question: Question, reply: Reply, text: str, wants: Wants) -> Question:
    """The next question of a conversation: what was said, and a user turn of ours."""
    said = Message(role="assistant", content=reply.text)
    messages = (*question.messages, said, Message(role="user", content=text))
    return replace(question, messages=messages, wants=wants)
