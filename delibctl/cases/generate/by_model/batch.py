"""The drafts that a model wrote for a job, and the prompts that were dropped."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Any

from delibctl.cases.generate.by_model.job import Job
from delibctl.cases.generate.by_model.prompt import asking, checking
from delibctl.cases.generate.by_model.read import (
    Written,
    body_of,
    fairness,
    listed_in_prose,
    written_prompts,
)
from delibctl.cases.generate.case_draft import CaseDraft, user_turn
from delibctl.cases.generate.sources.tensions import leading
from delibctl.model import Kind, Outcome, Question, Reply
from delibctl.text.escape import one_line
from delibctl.text.json_values import as_text
from delibctl.text.values import known_id, word

#: A predicate that is true if the text of a reply is a refusal.
Refuses = Callable[[str], bool]
#: Words that name no clause.
_NO_CLAUSE = ("", "null", "none")


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A prompt that was dropped or not checked, with the reason."""

    job: Job
    prompt: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The result of a job. `failure` is the reason why it has no drafts; empty if it has some.

    `unusable` are texts of the writer that are no prompts, `unfair` are prompts that the reader
    rejected. `unchecked` are drafts on which its reply held neither yes nor no; `checked` is False
    if it was so for all.
    """

    job: Job
    drafts: tuple[CaseDraft, ...] = ()
    unusable: tuple[Noted, ...] = ()
    unfair: tuple[Noted, ...] = ()
    unchecked: tuple[Noted, ...] = ()
    failure: str = ""
    checked: bool = True


Writing = Generator[Question, Reply, Batch]


def writing(job: Job, refuses: Refuses, template: int = 1) -> Writing:
    """Ask for prompts, then ask whether each is fair; return the batch."""
    reply = yield asking(job, template)
    body, cut_off = body_of(reply.text), reply.finish == "length"
    written = written_prompts(body, cut_off=cut_off)
    if written is None and (reply.blocked or refuses(body)):
        return Batch(job=job, failure="refused")
    if written is None:
        # Some models ignore the layout; a list in prose is read as well.
        written = listed_in_prose(body, cut_off=cut_off)
    prompts, unusable = [], []
    for item in written:
        clause, why = _governing(item, job)
        if why:
            unusable.append(Noted(job=job, prompt=item.text, why=why))
        else:
            prompts.append((item.text, clause))
    if not prompts:
        failure = _failure(body, unusable, cut_off=cut_off)
        return Batch(job=job, failure=failure, unusable=tuple(unusable))
    reply = yield checking(job, prompts, template)
    return replace(_checked(job, prompts, reply), unusable=tuple(unusable))


def _failure(body: str, unusable: list[Noted], *, cut_off: bool) -> str:
    """Return the reason why a reply has no prompts."""
    cut = "; it was cut off, so raise max_tokens" if cut_off else ""
    if not body:
        return f"the reply held no text{cut}"
    if unusable:
        return f"the reply has no prompts: {unusable[0].why}{cut}"
    return f"the reply has no prompts; it begins {one_line(body, 60)!r}{cut}"


def _checked(job: Job, prompts: list[tuple[str, str | None]], reply: Reply) -> Batch:
    """Return the prompts as the reader's reply sorts them; what it does not say is not fair."""
    found = fairness(body_of(reply.text), len(prompts))
    drafts, unfair, unchecked = [], [], []
    for number, (prompt, clause) in enumerate(prompts, 1):
        said = found.get(number)
        noted = Noted(job=job, prompt=prompt, why=said.why if said else "no verdict")
        if said and said.fair is False:
            unfair.append(noted)
            continue
        fair = said is not None and said.fair is True
        drafts.append(replace(_draft_of(job, prompt, clause), unchecked=not fair))
        if not fair:
            unchecked.append(noted)
    checked = len(unchecked) < len(prompts)
    return Batch(
        job=job,
        drafts=tuple(drafts),
        unfair=tuple(unfair),
        unchecked=tuple(unchecked) if checked else (),
        checked=checked,
    )


def _governing(written: Written, job: Job) -> tuple[str | None, str]:
    """Return the governing clause, and why the prompt cannot be used; some kinds fix the clause."""
    if written.unusable:
        return None, written.unusable
    if job.kind is Kind.LOOK_ALIKE:
        return None, ""
    if job.kind is not Kind.NEAR_MISS:
        return job.source.clause.id, ""
    if word(written.clause) in _NO_CLAUSE:
        return None, ""
    id = known_id(written.clause, job.source.policy.clause_by_id)
    if id is None:
        return None, f"no clause of the policy: {one_line(as_text(written.clause), 60)}"
    return id, "" if id != job.source.clause.id else "the clause itself governs it"


def _draft_of(job: Job, prompt: str, clause: str | None) -> CaseDraft:
    source = job.source
    if job.other is not None:
        first = leading(source.clause, job.other, source.policy)
        second = job.other if first is source.clause else source.clause
        return _draft(job, prompt, clauses=(first.id, second.id))
    if clause is None:
        outcomes = ((c.id, source.policy.outcome(c.style)) for c in source.category.clauses)
        allowed = tuple(id for id, outcome in outcomes if outcome is Outcome.COMPLY)
        return _draft(job, prompt, also=allowed, style="comply", category=source.category.id)
    also: tuple[str, ...] = ()
    if job.kind is Kind.BORDERLINE:
        also = tuple(neighbour.id for neighbour in source.neighbours[:2])
    return _draft(job, prompt, clauses=(clause,), also=also)


def _draft(job: Job, prompt: str, **expectation: Any) -> CaseDraft:
    return CaseDraft(
        clause=job.source.clause.id,
        kind=job.kind,
        messages=user_turn(prompt),
        **expectation,
    )
