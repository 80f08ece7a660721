"""The questions to a model in each mode, and the conversations that ask them."""

from collections.abc import Generator, Iterable
from dataclasses import replace

from delibctl.deliberate.clause_requests import requested_clauses
from delibctl.deliberate.parse import differing_answers, parse
from delibctl.deliberate.prompt import (
    correction_text,
    given_text,
    own_system_text,
    recall_text,
    repair_text,
    system_text,
)
from delibctl.model import (
    BUILT_IN_STYLES,
    Choices,
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

#: A generator that yields questions and is sent their replies. It returns the deliberation; None if
#: no reply held an answer.
Conversation = Generator[Question, Reply, Deliberation | None]


class Prompter:
    """Makes the questions about cases under one policy, in the words of a version of the template.

    Texts that cases share are made once.
    """

    def __init__(self, policy: Policy, template: int = 1) -> None:
        self.policy = policy
        self.template = template
        self._ids = {*policy.clause_by_id, *policy.former_ids}
        self._systems: dict[tuple[Mode, tuple[str, ...], ReplyForm], Message] = {}

    def opening(
        self, shown: Shown, mode: Mode, form: ReplyForm, repeat: int = 1, *, enum: bool = False
    ) -> Question:
        """Return the first question of a trial: policy text of the mode, then the conversation.

        `enum`: the schema of the reply allows only the ids and styles that are shown.
        """
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
            choices=self._choices(mode, shown.categories) if enum else None,
        )

    def deliberate(
        self, shown: Shown, mode: Mode, form: ReplyForm, repeat: int = 1, *, enum: bool = False
    ) -> Conversation:
        """Yield the questions of one trial, with one repair question if the reply has no answer.

        Answers that differ are none.
        """
        question = self.opening(shown, mode, form, repeat, enum=enum)
        match mode:
            case Mode.RECALL:
                return (yield from self._recalling(question))
            case Mode.NONE:
                # No layout was asked for, so there is nothing to repair.
                return self._parsed((yield question), None)
            case _:
                return (yield from self._answered(question))

    def _recalling(self, question: Question) -> Conversation:
        """Ask for clause ids, correct unknown ones once, then ask again with the clause texts."""
        reply = yield question
        if _is_empty(reply):
            return None
        request = requested_clauses(reply.text, self.policy)
        if request.unknown and not reply.blocked:
            ids = ", ".join(f"[{id}]" for id in request.unknown)
            correction = correction_text(ids, question.form, self.template)
            question = question.continued(reply, correction, Wants.CLAUSES)
            reply = yield question
            if _is_empty(reply):
                return None
            request = requested_clauses(reply.text, self.policy)
        immediate = self._parsed(reply, question.form)
        if reply.blocked or (immediate and immediate.form is not Form.FREE and not request.listed):
            return immediate
        text = self.clauses_message(request.clauses, question.form).content
        followup = question.continued(reply, text, Wants.DELIBERATION)
        if question.choices and request.clauses:
            followup = replace(followup, choices=replace(question.choices, clauses=request.clauses))
        deliberation = yield from self._answered(followup)
        if deliberation is None:
            return None
        return replace(deliberation, requested=request.requested, given=request.clauses)

    def clauses_message(self, clauses: Iterable[str], form: ReplyForm) -> Message:
        """Return the user turn of mode `recall` that holds the text of some clauses."""
        text = given_text(excerpt(self.policy, clauses), form, self.template)
        return Message(role="user", content=text)

    def policy_texts(self, mode: Mode, shown: Shown, last: Exchange) -> tuple[str, ...]:
        """Return the policy texts that a model was shown in a trial that ended with `last`."""
        if mode is Mode.NONE:
            return ()
        system, *turns = last.messages
        later = turns[len(shown.messages) :]
        return (system.content, *(message.content for message in later if message.role == "user"))

    def _system(self, mode: Mode, categories: tuple[str, ...], form: ReplyForm) -> Message:
        key = (mode, categories if mode is Mode.CATEGORY else (), form)
        if key not in self._systems:
            if mode is Mode.RECALL:
                text = recall_text(index(self.policy), form, self.template)
            else:
                all_ids = [category.id for category in self.policy.categories]
                ids = categories if mode is Mode.CATEGORY else all_ids
                text = system_text(spec(self.policy, ids), form, self.template)
            self._systems[key] = Message(role="system", content=text)
        return self._systems[key]

    def _choices(self, mode: Mode, categories: tuple[str, ...]) -> Choices:
        shown = [
            category
            for category in self.policy.categories
            if mode is not Mode.CATEGORY or category.id in categories
        ]
        return Choices(
            clauses=tuple(clause.id for category in shown for clause in category.clauses),
            styles=tuple(dict.fromkeys((*BUILT_IN_STYLES, *self.policy.styles))),
        )

    def _answered(self, question: Question) -> Conversation:
        reply = yield question
        deliberation = self._parsed(reply, question.form)
        if deliberation is None and not _is_empty(reply):
            repair = repair_text(question.form, self.template, differing_answers(reply.text))
            reply = yield question.continued(reply, repair, question.wants)
            deliberation = self._parsed(reply, question.form)
        return deliberation

    def _parsed(self, reply: Reply, asked: ReplyForm | None) -> Deliberation | None:
        """Return the deliberation of a reply; `asked` is the layout that the question named."""
        if reply.blocked:
            return Deliberation(form=Form.BLOCKED, answer=reply.text, reasoning=reply.reasoning)
        return parse(reply.text, self._ids, reply.reasoning, asked)


def _is_empty(reply: Reply) -> bool:
    """Return True for a reply after which nothing is asked: providers take no empty turn."""
    return not reply.blocked and not reply.text.strip()


def _marked(message: Message) -> Message:
    if message.role != "system":
        return message
    return Message(role="system", content=own_system_text(message.content))
