"""Each citation held against the policy: which clause it means, and whether the quote stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from delibctl.deliberate.sentences import Sentences
from delibctl.deliberate.undeclared import undeclared_citations
from delibctl.model import Citation, Clause, Deliberation, Form, Mode, Policy
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

    `quoted`: None where nothing was quoted word for word. `stands_at`: the clause a misquote is
    really from.
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


def match(
    deliberation: Deliberation, policy: Policy, mode: Mode = Mode.CATEGORY
) -> tuple[MatchedCitation, ...]:
    """The citations that score, in the order in which they were made, each clause once.

    A clause that is found in several ways counts by the surest: declared, id, quote, near quote,
    title.
    """
    sentences = Sentences(deliberation.reasoning)
    matched: dict[str, MatchedCitation] = {}
    for citation in _made(deliberation, policy, mode):
        found = _match(citation, policy, sentences)
        key = found.clause or citation.clause
        # Of two quotes from one clause, a wrong one is what the author has to see.
        if key not in matched or (found.misquoted and not matched[key].misquoted):
            matched[key] = found
    return tuple(matched.values())


def searched(deliberation: Deliberation, mode: Mode) -> str:
    """Where clauses are looked for beyond what is declared: in free text, and in `none` always.

    A model that was shown nothing was not told how to cite either. An answer that is laid out as
    such is for the user.
    """
    if deliberation.form is Form.FREE:
        return f"{deliberation.reasoning}\n\n{deliberation.answer}"
    if mode is Mode.NONE and deliberation.form is not Form.BLOCKED:
        return deliberation.reasoning
    return ""


def _made(deliberation: Deliberation, policy: Policy, mode: Mode) -> Iterator[Citation]:
    """Every citation, the surest first."""
    yield from deliberation.citations
    if mode is Mode.NONE:
        yield from (Citation(clause=id, found="id") for id in deliberation.mentioned)
    yield from undeclared_citations(searched(deliberation, mode), policy, loosely=mode is Mode.NONE)


def _match(citation: Citation, policy: Policy, sentences: Sentences) -> MatchedCitation:
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
        sentence=sentences.first(citation, id),
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


def _quoted(citation: Citation, clause: Clause) -> bool | None:
    """Only a declared quote can be a misquote; what was found was found because it stands."""
    if citation.found == "declared":
        return _stands(citation.quote, clause) if citation.quote else None
    return True if citation.found == "quote" else None


def _stands(quote: str, clause: Clause) -> bool:
    """All that is shown of a clause can be quoted, but for its id and its style."""
    _, _, body = clause_text(clause).split("\n", 2)
    return stands_in(quote, f"{clause.title}\n{body}")
