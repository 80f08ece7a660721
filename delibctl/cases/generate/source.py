"""The material from which strategies make cases for one clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from delibctl.cases.generate.request import Request
from delibctl.model import Category, Clause, Policy


@dataclass(frozen=True, kw_only=True)
class Source:
    """A clause with its policy; `requests` maps each clause to its requests, in drawing order."""

    policy: Policy
    clause: Clause
    requests: Mapping[str, Sequence[Request]]

    @property
    def own_requests(self) -> Sequence[Request]:
        """The requests that this clause governs."""
        return self.requests[self.clause.id]

    @cached_property
    def category(self) -> Category:
        """The category of the clause."""
        id = self.policy.category_of[self.clause.id]
        return next(category for category in self.policy.categories if category.id == id)

    @property
    def neighbours(self) -> tuple[Clause, ...]:
        """The related clauses, the closest first.

        They are the targets of the clause's exclusions, the clauses whose exclusions lead to it,
        and the rest of its category.
        """
        clauses = self.policy.clause_by_id
        targets = [clauses[e.to] for e in self.clause.excludes if e.to in clauses]
        origins = [
            c for c in self.policy.clauses if any(e.to == self.clause.id for e in c.excludes)
        ]
        ids = dict.fromkeys(c.id for c in (*targets, *origins, *self.category.clauses))
        return tuple(clauses[id] for id in ids if id != self.clause.id)
