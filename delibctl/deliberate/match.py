"""Matching citations with the policy: the cited clause, and whether the quote is in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from delibctl.deliberate.sentences import Sentences
from delibctl.deliberate.undeclared import undeclared_citations
from delibctl.model import Citation, Clause, Deliberation, Form, Mode, Policy
from delibctl.policy import clause_text
from delibctl.text.quotes import stands_in


class CitationStatus(StrEnum):
    """The status of a cited id; a former id is that of a renamed clause."""

    EXISTS = "exists"
    FORMER = "former"
    NON_EXISTENT = "non-existent"


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedCitation:
    """A citation with its clause. `clause` is the current id; None if it does not exist.

    `quoted`: the quote is in the clause; None if nothing was quoted word for word. `stands_at` is
    the clause that a misquote is really from, `text` is what it was looked for in. `sentence` is
    the number, from 1, of the sentence of the reasoning that first names the clause; `sentences` is
    their total.
    """

    citation: Citation
    status: CitationStatus
    clause: str | None
    quoted: bool | None = None
    stands_at: str | None = None
    sentence: int | None = None
    sentences: int = 0
    text: str = ""

    @property
    def misquoted(self) -> bool:
        """True if the quoted words are not in the clause."""
        return self.quoted is False


def match(
    deliberation: Deliberation, policy: Policy, mode: Mode = Mode.CATEGORY
) -> tuple[MatchedCitation, ...]:
    """Return the citations that score, in the order of the reply, one for each clause.

    Of several citations of a clause the surest counts: declared, id, quote, near quote, title.
    """
    return with_places(matched_clauses(deliberation, policy, mode), deliberation.reasoning)


def with_places(cited: tuple[MatchedCitation, ...], reasoning: str) -> tuple[MatchedCitation, ...]:
    """Return citations with the sentence of the reasoning that first names each."""
    if not cited:
        return ()
    sentences = Sentences(reasoning)
    return tuple(
        replace(
            citation,
            sentence=sentences.first(citation.citation, citation.clause),
            sentences=len(sentences),
        )
        for citation in cited
    )


def matched_clauses(
    deliberation: Deliberation, policy: Policy, mode: Mode
) -> tuple[MatchedCitation, ...]:
    """Return the citations that score without their places in the reasoning."""
    matched: dict[str, MatchedCitation] = {}
    for citation in _citations(deliberation, policy, mode):
        candidate = _match(citation, policy)
        key = candidate.clause or citation.clause
        # Of two quotes from one clause, the author has to see the wrong one.
        if key not in matched or (candidate.misquoted and not matched[key].misquoted):
            matched[key] = candidate
    return tuple(matched.values())


def searched(deliberation: Deliberation, mode: Mode) -> str:
    """Return the text in which to search for citations beyond the declared ones; usually none.

    It is a free-form reply, and in mode `none` any reasoning: there the model was not told how to
    cite. A laid-out answer is for the user, so it is not searched.
    """
    if deliberation.form is Form.FREE:
        return f"{deliberation.reasoning}\n\n{deliberation.answer}"
    if mode is Mode.NONE and deliberation.form is not Form.BLOCKED:
        return deliberation.reasoning
    return ""


def _citations(deliberation: Deliberation, policy: Policy, mode: Mode) -> Iterator[Citation]:
    """Yield every citation, the surest first."""
    yield from deliberation.citations
    if mode is Mode.NONE:
        yield from (Citation(clause=id, found="id") for id in deliberation.mentioned)
    yield from undeclared_citations(searched(deliberation, mode), policy, loosely=mode is Mode.NONE)


def _match(citation: Citation, policy: Policy) -> MatchedCitation:
    id, status = _resolve(citation.clause, policy)
    clause = policy.clause_by_id.get(id) if id else None
    quoted = _quoted(citation, clause) if clause else None
    elsewhere = None
    if quoted is False:
        elsewhere = next((c.id for c in policy.clauses if _stands(citation.quote, c)), None)
    return MatchedCitation(
        citation=citation,
        status=status,
        clause=id,
        quoted=quoted,
        stands_at=elsewhere,
        text=_quotable(clause) if clause and quoted is False else "",
    )


def _resolve(cited_id: str, policy: Policy) -> tuple[str | None, CitationStatus]:
    if cited_id in policy.clause_by_id:
        return cited_id, CitationStatus.EXISTS
    if cited_id in policy.former_ids:
        return policy.former_ids[cited_id], CitationStatus.FORMER
    folded = cited_id.casefold()
    for id in policy.clause_by_id:
        if id.casefold() == folded:
            return id, CitationStatus.EXISTS
    for former, id in policy.former_ids.items():
        if former.casefold() == folded:
            return id, CitationStatus.FORMER
    return None, CitationStatus.NON_EXISTENT


def _quoted(citation: Citation, clause: Clause) -> bool | None:
    """Return whether the quote is in the clause; None without a word-for-word quote.

    Only a declared quote can be a misquote: others were recognised because they are in the clause.
    """
    if citation.found == "declared":
        return _stands(citation.quote, clause) if citation.quote else None
    return True if citation.found == "quote" else None


def _stands(quote: str, clause: Clause) -> bool:
    """Return True if a quote is in the text of a clause, except its id and its style."""
    return stands_in(quote, _quotable(clause))


@lru_cache(maxsize=1024)
def _quotable(clause: Clause) -> str:
    """Return the text of a clause that may be quoted.

    Prompts of earlier versions showed the rationale too.
    """
    _, _, body = clause_text(clause).split("\n", 2)
    return f"{clause.title}\n{body}\n{clause.rationale or ''}"
