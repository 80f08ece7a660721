"""The drafts that a model wrote for a job, and the prompts that were dropped."""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any

from delibctl.cases.generate.by_model.job import Job
from delibctl.cases.generate.by_model.prompt import asking, checking
from delibctl.cases.generate.case_draft import CaseDraft, user_turn
from delibctl.cases.generate.sources.tensions import leading
from delibctl.model import Kind, Outcome, Question, Reply
from delibctl.text.embedded import as_text, repaired, spans
from delibctl.text.escape import one_line

_NUMBERED = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+(?P<prompt>\S.*)$", re.MULTILINE)
#: A predicate that is true if the text of a reply is a refusal.
Refuses = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Unfair:
    """A prompt that the reader rejected, with the reason."""

    job: Job
    prompt: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The result of a job. `failure` is the reason why it has no drafts; empty if it has some.

    `checked` is False if the reader's reply was unreadable; the prompts are then unchecked.
    """

    job: Job
    drafts: tuple[CaseDraft, ...] = ()
    unfair: tuple[Unfair, ...] = ()
    failure: str = ""
    checked: bool = True


Writing = Generator[Question, Reply, Batch]


def writing(job: Job, refuses: Refuses) -> Writing:
    """Ask for prompts, then ask whether each is fair; return the batch."""
    reply = yield asking(job)
    listed = _listed(reply.text)
    if listed is None and (reply.blocked or refuses(reply.text)):
        return Batch(job=job, failure="refused")
    # Some models ignore the layout; a list in prose is read as well.
    plain = [match["prompt"] for match in _NUMBERED.finditer(reply.text)]
    prompts = list(_prompts(plain if listed is None else listed, job))
    if not prompts:
        begins = one_line(reply.text, 60)
        return Batch(job=job, failure=f"the reply has no prompts; it begins {begins!r}")
    reply = yield checking(job, prompts)
    verdicts = _verdicts(reply.text, len(prompts))
    drafts, unfair = [], []
    for number, (prompt, clause) in enumerate(prompts, 1):
        fair, why = verdicts.get(number, (True, ""))
        if fair:
            drafts.append(replace(_draft_of(job, prompt, clause), unchecked=not verdicts))
        else:
            unfair.append(Unfair(job=job, prompt=prompt, why=why))
    return Batch(job=job, drafts=tuple(drafts), unfair=tuple(unfair), checked=bool(verdicts))


def _listed(text: str) -> list[Any] | None:
    """Return the list under `prompts` in the reply's object; None without such an object."""
    data = next((d for _, _, d in spans(text) if isinstance(d.get("prompts"), list)), None)
    data = data or repaired(text)
    return data["prompts"] if data and isinstance(data.get("prompts"), list) else None


def _prompts(listed: list[Any], job: Job) -> Iterator[tuple[str, str | None]]:
    """Yield prompts with the clause that governs each; skip prompts whose clause does not exist."""
    for item in listed:
        entry = item if isinstance(item, dict) else {"prompt": item}
        prompt = as_text(entry.get("prompt")).strip()
        if prompt:
            exists, clause = _governing(as_text(entry.get("clause")).strip(" []"), job)
            if exists:
                yield prompt, clause


def _governing(id: str, job: Job) -> tuple[bool, str | None]:
    """Return whether the governing clause exists, and its id; some kinds allow only one id."""
    if job.kind is Kind.LOOK_ALIKE:
        return True, None
    if job.kind is not Kind.NEAR_MISS:
        return True, job.source.clause.id
    if id.lower() in ("", "null", "none"):
        return True, None
    exists = id in job.source.policy.clause_by_id and id != job.source.clause.id
    return exists, id


def _verdicts(text: str, count: int) -> dict[int, tuple[bool, str]]:
    """Return the reader's verdict and reason for each prompt number that it mentions."""
    data = next((d for _, _, d in spans(text) if isinstance(d.get("verdicts"), list)), None)
    data = data or repaired(text)
    listed = data.get("verdicts") if data else None
    verdicts: dict[int, tuple[bool, str]] = {}
    for item in listed if isinstance(listed, list) else ():
        number = _number(item.get("number")) if isinstance(item, dict) else 0
        if 1 <= number <= count:
            fair = str(item.get("fair")).strip().lower() not in ("false", "no")
            verdicts[number] = fair, as_text(item.get("reason")).strip() or "no reason given"
    return verdicts


def _number(value: Any) -> int:
    """Return the number of a prompt, which may be written as text; 0 if it is not a number."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() else 0


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
