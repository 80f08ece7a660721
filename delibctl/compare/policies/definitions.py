"""Changes of definitions, with every clause that they affect."""

from collections.abc import Iterator

from delibctl.compare.kinds import DEFINITION_CHANGED, FORMATTING_CHANGED, TERM_RENAMED
from delibctl.compare.lineage.terms import is_same_name, spelling
from delibctl.compare.policies.change import WHOLE, About, Change, Part
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import common_outcome, order, shown_text
from delibctl.compare.scales import Direction
from delibctl.model import Clause, Policy
from delibctl.text.terms import uses


def definition_changes(sides: Sides) -> Iterator[Change]:
    """Yield the changes of each term in alphabetical order, and one if their order changed."""
    uses = (Uses(sides.original), Uses(sides.new))
    renames = sides.renames.former_term
    for term in sorted({*sides.old.definitions, *sides.new.definitions}):
        texts = (sides.old.definitions.get(term), sides.new.definitions.get(term))
        if texts[0] == texts[1] and term not in renames:
            continue
        former = renames.get(term, term)
        used = {sides.lineage.now(id) for id in uses[0].of(former)} | uses[1].of(term)
        ids = tuple(clause.id for clause in sides.new.clauses if clause.id in used)
        about = sides.about_part(Part.DEFINITION, term, ids)
        outcome = common_outcome((sides.new.clause_by_id[id] for id in ids), sides.new)
        if former != term:
            yield _renamed(about, former, sides)
        if change := shown_text(about, DEFINITION_CHANGED, "definition", texts, outcome):
            yield change
    terms = (list(sides.old.definitions), list(sides.new.definitions))
    if change := order(WHOLE, "definitions", terms, guarded=False):
        yield change


def _renamed(about: About, former: str, sides: Sides) -> Change:
    """Return the change of a name.

    Neutral if the words of the name are the same, and texts that use it differ in nothing else.
    """
    term = about.subject
    content = ((former, sides.original.definitions[former]), (term, sides.new.definitions[term]))
    if spelling(former) == spelling(term):
        message = f"the term {former!r} is now written {term!r}"
        neutral = Direction.NEUTRAL
        return about.change(FORMATTING_CHANGED, message, (former, term), neutral, content)
    followed = former not in sides.renames.unfollowed
    message = f"term renamed from {former} to {term}"
    message += "" if followed else ", but some texts differ in more than the term"
    is_neutral = followed and is_same_name(former, term)
    direction = Direction.NEUTRAL if is_neutral else Direction.UNKNOWN
    return about.change(TERM_RENAMED, message, (former, term), direction, content)


class Uses:
    """Finds the clauses of a policy that use a term; searches for each term once."""

    def __init__(self, policy: Policy) -> None:
        self._meanings = list(policy.definitions.items())
        self._clauses = [(clause.id, _own_words(clause)) for clause in policy.clauses]
        self._users: dict[str, tuple[list[str], list[str]]] = {}

    def of(self, term: str) -> set[str]:
        """Return ids of clauses that use the term, directly or through other definitions."""
        ids: set[str] = set()
        visited, pending = {term}, [term]
        while pending:
            clauses, terms = self._direct(pending.pop())
            ids.update(clauses)
            pending += [user for user in terms if user not in visited]
            visited.update(terms)
        return ids

    def _direct(self, term: str) -> tuple[list[str], list[str]]:
        if term not in self._users:
            self._users[term] = (
                [id for id, words in self._clauses if uses(words, term)],
                [user for user, meaning in self._meanings if uses(meaning, term)],
            )
        return self._users[term]


def _own_words(clause: Clause) -> str:
    """Return the prose of a clause; a term inside an id is not a use of the term."""
    situations = (exclusion.text for exclusion in clause.excludes)
    return "\n".join((clause.title, clause.text, *situations))
