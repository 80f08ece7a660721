"""Definitions that came, went or changed, with every clause that they reach."""

from collections.abc import Iterator

from delibctl.compare.policies.change import About, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import DEFINITION_CHANGED
from delibctl.compare.policies.shown import shown_text
from delibctl.model import Clause, Policy
from delibctl.text.terms import uses


def definition_changes(sides: Sides) -> Iterator[Change]:
    """Those of every term, in the order of the alphabet."""
    uses = (Uses(sides.old), Uses(sides.new))
    for term in sorted({*sides.old.definitions, *sides.new.definitions}):
        texts = (sides.old.definitions.get(term), sides.new.definitions.get(term))
        if texts[0] != texts[1]:
            used = {sides.lineage.now(id) for id in uses[0].of(term)} | uses[1].of(term)
            ids = tuple(clause.id for clause in sides.new.clauses if clause.id in used)
            about = About(subject=term, clauses=ids)
            if change := shown_text(about, DEFINITION_CHANGED, "definition", texts):
                yield change


class Uses:
    """Which clauses of a policy use a term; each term is looked for once."""

    def __init__(self, policy: Policy) -> None:
        self._meanings = list(policy.definitions.items())
        self._clauses = [(clause.id, _own_words(clause)) for clause in policy.clauses]
        self._found: dict[str, tuple[list[str], list[str]]] = {}

    def of(self, term: str) -> set[str]:
        """The ids of clauses that use it, or a term whose definition uses it, and so on."""
        ids: set[str] = set()
        seen, left = {term}, [term]
        while left:
            clauses, terms = self._direct(left.pop())
            ids.update(clauses)
            left += [other for other in terms if other not in seen]
            seen.update(terms)
        return ids

    def _direct(self, term: str) -> tuple[list[str], list[str]]:
        if term not in self._found:
            self._found[term] = (
                [id for id, words in self._clauses if uses(words, term)],
                [other for other, meaning in self._meanings if uses(meaning, term)],
            )
        return self._found[term]


def _own_words(clause: Clause) -> str:
    """What the author wrote: an id that holds a term does not use it."""
    situations = (exclusion.text for exclusion in clause.excludes)
    return "\n".join((clause.title, clause.text, *situations, clause.rationale or ""))
