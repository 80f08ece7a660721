"""Having a model rewrite reasoning that points at text which the trained model will not see."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.pipeline import Pointing, phrases_in
from delibctl.distill.record import Record
from delibctl.model import Message, Policy, Question, Reply, ReplyForm, Wants
from delibctl.text.thoughts import split_thoughts

Rewriting = Generator[Question, Reply, Record | Dropped]

_TASK = """\
You edit the reasoning of an assistant that had a safety policy before it. A reader who knows the \
policy by heart, and has no such text before them, is to read it as natural reasoning.

Reword whatever points at a text before the assistant, such as "the policy above", "the guidelines \
I was given" or "the system prompt". Write "the policy" instead, or name the clause.

Change nothing else. Keep the language, every clause id in square brackets, every title, every \
quotation word for word, the style that is named, and the conclusion. Add no facts.

Reply with the whole edited reasoning and nothing besides."""


def first_question(pointing: Pointing) -> Question:
    """Return the question that asks for the rewriting of one record's reasoning."""
    phrases = "\n".join(f"- {phrase}" for phrase in pointing.phrases)
    text = f"Phrases to reword:\n{phrases}\n\nThe reasoning:\n\n{pointing.record.reasoning}"
    messages = (Message(role="system", content=_TASK), Message(role="user", content=text))
    return Question(messages=messages, form=ReplyForm.PROMPT, wants=Wants.TEXT)


def rewriting(pointing: Pointing, policy: Policy) -> Rewriting:
    """Ask for a rewriting, and once more if it has a fault; return the record, or why it is none.

    A rewriting that still points at unseen text, or that lost a clause, is not trained on.
    """
    question = first_question(pointing)
    reply = yield question
    rewritten = _rewritten(pointing, reply)
    faults = list(_faults(pointing, rewritten, policy))
    if faults and not reply.blocked and rewritten.reasoning:
        again = f"That is not right: {'; '.join(faults)}. Reply with the whole corrected reasoning."
        reply = yield question.continued(reply, again, Wants.TEXT)
        rewritten = _rewritten(pointing, reply)
        faults = list(_faults(pointing, rewritten, policy))
    if faults:
        return not_rewritten(pointing, faults[0])
    return rewritten


def not_rewritten(pointing: Pointing, why: str) -> Dropped:
    """Return the trial as one whose reasoning could not be rewritten."""
    key, record = pointing.record.key, pointing.record
    return Dropped(key=key, reason=Reason.NOT_REWRITTEN, detail=why, record=record)


def _rewritten(pointing: Pointing, reply: Reply) -> Record:
    text = "" if reply.blocked or reply.finish == "length" else split_thoughts(reply.text, ()).text
    return pointing.record.with_reasoning(text.strip())


def _faults(pointing: Pointing, rewritten: Record, policy: Policy) -> Iterator[str]:
    before, after = pointing.record.reasoning, rewritten.reasoning
    if not after:
        yield "there is no reasoning in the reply"
        return
    yield from (f"{phrase!r} is still there" for phrase in phrases_in(rewritten, policy))
    lost = [id for id in policy.clause_by_id if id in before and id not in after]
    yield from (f"clause {id} is gone" for id in lost)
    # What is much shorter has lost its argument, whatever ids it names.
    if 2 * len(after) < len(before):
        yield "most of the reasoning is gone"


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """What became of the records to be rewritten, in their order."""

    results: Sequence[Record | Dropped]

    @property
    def records(self) -> list[Record]:
        """The records with new reasoning."""
        return [result for result in self.results if isinstance(result, Record)]

    @property
    def dropped(self) -> list[Dropped]:
        """The trials whose reasoning was not rewritten."""
        return [result for result in self.results if isinstance(result, Dropped)]
