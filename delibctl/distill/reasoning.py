"""The reasoning of a record: what the model reasoned, with what it declared beside it."""

from collections.abc import Iterator

from delibctl.model import Policy
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.quotes import normalise


def reasoning_of(scored: ScoredTrial, policy: Policy) -> str:
    """Return the reasoning, and a line for each declared clause and style that it does not name.

    In the layouts that delibctl asks for, citations stand beside the reasoning. The trained model
    has no such layout, so what it is to recall must stand in what it reasons.
    """
    deliberation = scored.deliberation
    if deliberation is None or not deliberation.reasoning.strip():
        return ""
    reasoning = deliberation.reasoning.strip()
    lines = _citations(scored, policy, reasoning)
    style = deliberation.style
    if style and policy.style(style) and normalise(style) not in normalise(reasoning):
        lines = iter([*lines, f"Style: {style}"])
    return "\n".join([reasoning, *lines])


def _citations(scored: ScoredTrial, policy: Policy, reasoning: str) -> Iterator[str]:
    for cited in scored.cited:
        if cited.clause is None or cited.clause in reasoning:
            continue
        clause = policy.clause_by_id[cited.clause]
        quote = cited.citation.quote.strip() if cited.quoted else ""
        yield f'[{clause.id}] "{clause.title}"' + (f': "{quote}"' if quote else "")
