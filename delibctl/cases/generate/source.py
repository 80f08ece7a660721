"""What a strategy may draw on when it makes cases for one clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from delibctl.cases.generate.request import Request
from delibctl.model import Category, Clause, Policy


@dataclass(frozen=True, kw_only=True)
class Source:
    """A clause with its policy; `requests` are those of each clause, in an order to draw from."""

    policy: Policy
    clause: Clause
    requests: Mapping[str, Sequence[Request]]

    @property
    def own(self) -> Sequence[Request]:
        """What a user may ask that this clause governs."""
        return self.requests[self.clause.id]

    @cached_property
    def category(self) -> Category:
        """The category of the clause."""
        id = self.policy.category_of[self.clause.id]
        return next(category for category in self.policy.categories if category.id == id)

    @property
    def neighbours(self) -> tuple[Clause, ...]:
        """The clauses it hands over to, those that hand over to it, and then the rest beside it."""
        known = self.policy.clause_by_id
        out = [known[e.to] for e in self.clause.excludes if e.to in known]
        into = [c for c in self.policy.clauses if any(e.to == self.clause.id for e in c.excludes)]
        ids = dict.fromkeys(c.id for c in (*out, *into, *self.category.clauses))
        return tuple(known[id] for id in ids if id != self.clause.id)
