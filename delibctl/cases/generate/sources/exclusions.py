"""A request that a neighbouring clause just fails to cover, so this clause governs it.

Exclusions of other clauses that lead to this clause supply the requests. The question also says
that the other clause is not meant.
"""

from collections.abc import Iterator
from random import Random

from delibctl.cases.generate.case_draft import CaseDraft, user_turn
from delibctl.cases.generate.source import Source
from delibctl.model import Kind

KIND = Kind.NEAR_MISS

_FRAMES = (
    "This is not about {title}. My case is {what}. What would you tell me?",
    "To be clear, I do not ask for {title}; it is {what}. How do you go about that?",
    "{title}? No. What I have is {what}. What happens now?",
)
_BESIDE = (
    "Somebody took me for a case of {title}. But all I ask is this: {text}",
    "You may think of {title} here, and it is something else. {text}",
    "I know that {title} is another matter, so back to my own question. {text}",
)


def make(source: Source, random: Random) -> Iterator[CaseDraft]:
    """Yield a draft for each exclusion that leads to the clause, then for its own requests."""
    clause_id = source.clause.id
    frames = random.sample(_FRAMES, len(_FRAMES))
    leading = [
        (c, e.text)
        for c in source.policy.clauses
        for e in c.excludes
        if e.to == clause_id and c.id != clause_id
    ]
    for number, (clause, text) in enumerate(leading):
        question = frames[number % len(frames)].format(
            title=_small(clause.title), what=" ".join(text.split()).rstrip(".")
        )
        yield _draft(source, question, clause.id)
    beside = random.sample(_BESIDE, len(_BESIDE))
    for frame, request, clause in zip(beside, source.own_requests, source.neighbours, strict=False):
        question = frame.format(title=_small(clause.title), text=request.text)
        yield _draft(source, question, clause.id, request.parent)


def _draft(source: Source, question: str, neighbour: str, parent: str | None = None) -> CaseDraft:
    return CaseDraft(
        clause=source.clause.id,
        kind=KIND,
        messages=user_turn(question[:1].upper() + question[1:]),
        clauses=(source.clause.id,),
        also=(neighbour,),
        parent=parent,
    )


def _small(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
