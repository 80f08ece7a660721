"""What a model wrote for a job, as drafts, and what became of the rest."""

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
#: Whether the words of a reply decline to write.
Refuses = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Unfair:
    """A prompt that the reader turned down, and why."""

    job: Job
    prompt: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What came of a job. `failure` says why nothing did: refused, or a reply without prompts.

    `checked`: whether the second question was answered; else the prompts are as the writer left
    them.
    """

    job: Job
    drafts: tuple[CaseDraft, ...] = ()
    unfair: tuple[Unfair, ...] = ()
    failure: str = ""
    checked: bool = True


Writing = Generator[Question, Reply, Batch]


def writing(job: Job, refuses: Refuses) -> Writing:
    """Ask for prompts, then whether each is fair."""
    reply = yield asking(job)
    listed = _listed(reply.text)
    if listed is None and (reply.blocked or refuses(reply.text)):
        return Batch(job=job, failure="refused")
    # Not all keep to the layout; a list in prose serves as well.
    plain = [match["prompt"] for match in _NUMBERED.finditer(reply.text)]
    found = list(_prompts(plain if listed is None else listed, job))
    if not found:
        begins = one_line(reply.text, 60)
        return Batch(job=job, failure=f"no prompts in the reply, which begins {begins!r}")
    reply = yield checking(job, found)
    verdicts = _verdicts(reply.text, len(found))
    made, unfair = [], []
    for number, (prompt, clause) in enumerate(found, 1):
        fair, why = verdicts.get(number, (True, ""))
        if fair:
            made.append(replace(_made(job, prompt, clause), unchecked=not verdicts))
        else:
            unfair.append(Unfair(job=job, prompt=prompt, why=why))
    return Batch(job=job, drafts=tuple(made), unfair=tuple(unfair), checked=bool(verdicts))


def _listed(text: str) -> list[Any] | None:
    """What stands under `prompts` in the reply's object; None without such an object."""
    data = next((d for _, _, d in spans(text) if isinstance(d.get("prompts"), list)), None)
    data = data or repaired(text)
    return data["prompts"] if data and isinstance(data.get("prompts"), list) else None


def _prompts(listed: list[Any], job: Job) -> Iterator[tuple[str, str | None]]:
    """Prompts with the clause that governs each; one whose clause does not exist is left out."""
    for item in listed:
        given = item if isinstance(item, dict) else {"prompt": item}
        prompt = as_text(given.get("prompt")).strip()
        if prompt:
            known, clause = _governing(as_text(given.get("clause")).strip(" []"), job)
            if known:
                yield prompt, clause


def _governing(written: str, job: Job) -> tuple[bool, str | None]:
    """Which clause is expected; the kind decides where it can be only one."""
    if job.kind is Kind.LOOK_ALIKE:
        return True, None
    if job.kind is not Kind.NEAR_MISS:
        return True, job.source.clause.id
    if written.lower() in ("", "null", "none"):
        return True, None
    known = written in job.source.policy.clause_by_id and written != job.source.clause.id
    return known, written


def _verdicts(text: str, count: int) -> dict[int, tuple[bool, str]]:
    """What the reader says of each prompt; what it does not mention stays."""
    data = next((d for _, _, d in spans(text) if isinstance(d.get("verdicts"), list)), None)
    data = data or repaired(text)
    listed = data.get("verdicts") if data else None
    found: dict[int, tuple[bool, str]] = {}
    for item in listed if isinstance(listed, list) else ():
        number = _number(item.get("number")) if isinstance(item, dict) else 0
        if 1 <= number <= count:
            fair = str(item.get("fair")).strip().lower() not in ("false", "no")
            found[number] = fair, as_text(item.get("reason")).strip() or "no reason given"
    return found


def _number(value: Any) -> int:
    """The number of a prompt, written as one or as a text; 0 where it is neither."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() else 0


def _made(job: Job, prompt: str, clause: str | None) -> CaseDraft:
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


def _draft(job: Job, prompt: str, **rest: Any) -> CaseDraft:
    return CaseDraft(
        clause=job.source.clause.id,
        kind=job.kind,
        messages=user_turn(prompt),
        part=job.other.id if job.other else "",
        **rest,
    )
