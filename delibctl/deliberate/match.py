"""Each citation held against the policy: which clause it means, and whether the quote stands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from delibctl.deliberate.mentions import quoted_clauses
from delibctl.model import Citation, Clause, Deliberation, Form, Policy
from delibctl.policy import clause_text
from delibctl.text.quotes import stands_in


class CitationStatus(StrEnum):
    """Whether the cited id exists; a former id is that of a clause that was renamed."""

    EXISTS = "exists"
    FORMER = "former"
    NON_EXISTENT = "non-existent"


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedCitation:
    """`clause` is the current id, None where there is no such clause.

    `quoted`: None where nothing was quoted. `stands_at`: the clause a misquote is really from.
    `sentence`: where in the reasoning the clause is first named, counting from 1.
    """

    citation: Citation
    status: CitationStatus
    clause: str | None
    quoted: bool | None = None
    stands_at: str | None = None
    sentence: int | None = None
    sentences: int = 0

    @property
    def misquoted(self) -> bool:
        """Whether words were quoted that do not stand in the clause."""
        return self.quoted is False


def match(deliberation: Deliberation, policy: Policy) -> tuple[MatchedCitation, ...]:
    """The citations that score, in the order in which they were made, each clause once."""
    sentences = _sentences(deliberation.reasoning)
    matched: dict[str, MatchedCitation] = {}
    for citation in (*deliberation.citations, *_quoted(deliberation, policy)):
        found = _match(citation, policy, sentences)
        key = found.clause or citation.clause
        # Of two quotes from one clause, a wrong one is what the author has to see.
        if key not in matched or (found.misquoted and not matched[key].misquoted):
            matched[key] = found
    return tuple(matched.values())


def _quoted(deliberation: Deliberation, policy: Policy) -> list[Citation]:
    """In free text, words of a clause cite it even where its id is not given."""
    if deliberation.form is not Form.FREE:
        return []
    text = f"{deliberation.reasoning}\n\n{deliberation.answer}"
    return [
        Citation(clause=id, quote=quote, found="quote")
        for id, quote in quoted_clauses(text, policy.clauses)
        if id not in {citation.clause for citation in deliberation.citations}
    ]


def _match(citation: Citation, policy: Policy, sentences: list[str]) -> MatchedCitation:
    id, status = _resolve(citation.clause, policy)
    clause = policy.clause_by_id.get(id) if id else None
    quoted = _stands(citation.quote, clause) if clause and citation.quote else None
    elsewhere = None
    if quoted is False:
        elsewhere = next((c.id for c in policy.clauses if _stands(citation.quote, c)), None)
    return MatchedCitation(
        citation=citation,
        status=status,
        clause=id,
        quoted=quoted,
        stands_at=elsewhere,
        sentence=_first_sentence(citation, id, sentences),
        sentences=len(sentences),
    )


def _resolve(written: str, policy: Policy) -> tuple[str | None, CitationStatus]:
    if written in policy.clause_by_id:
        return written, CitationStatus.EXISTS
    if written in policy.former_ids:
        return policy.former_ids[written], CitationStatus.FORMER
    folded = written.casefold()
    for id in policy.clause_by_id:
        if id.casefold() == folded:
            return id, CitationStatus.EXISTS
    for old, id in policy.former_ids.items():
        if old.casefold() == folded:
            return id, CitationStatus.FORMER
    return None, CitationStatus.NON_EXISTENT


def _stands(quote: str, clause: Clause) -> bool:
    """All that is shown of a clause can be quoted, but for its id and its style."""
    _, _, body = clause_text(clause).split("\n", 2)
    return stands_in(quote, f"{clause.title}\n{body}")


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?。！？])\s+|\n+", text.strip()) if part]


def _first_sentence(citation: Citation, clause: str | None, sentences: list[str]) -> int | None:
    """The sentence that names the clause, as it was written or as it is called now."""
    names = {citation.clause.casefold(), (clause or citation.clause).casefold()}
    named = re.compile(
        rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-]|\.\w)", re.IGNORECASE
    )
    for number, sentence in enumerate(sentences, start=1):
        if named.search(sentence) or (citation.quote and stands_in(citation.quote, sentence)):
            return number
    return None
