"""Both policies with what is known of each other."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from delibctl.compare.policies.change import About, Side, about
from delibctl.compare.policies.lineage import Lineage
from delibctl.model import Category, Clause, Outcome, Place, Policy
from delibctl.text.quotes import normalise


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The policy before and after, and which clause is which."""

    old: Policy
    new: Policy
    lineage: Lineage

    def about(self, clause: Clause) -> About:
        """What changes of a clause of the new policy are about."""
        return about(clause, self.new.category_of[clause.id])

    def about_old(self, clause: Clause) -> About:
        """What changes of a clause of the old policy are about."""
        return about(clause, self.old.category_of[clause.id], "old")

    def before(self, clause: Clause) -> Outcome | None:
        """The outcome of a clause of the old policy."""
        return self.old.outcome(clause.style)

    def after(self, clause: Clause) -> Outcome | None:
        """The outcome of a clause of the new policy."""
        return self.new.outcome(clause.style)

    def was_said(self, clause: Clause) -> bool:
        """Whether an old clause said what this one of the new policy says, with its outcome."""
        return (normalise(clause.text), self.after(clause)) in self._said_before

    def is_still_said(self, clause: Clause) -> bool:
        """Whether a new clause says what this one of the old policy said, with its outcome."""
        return (normalise(clause.text), self.before(clause)) in self._said_now

    @cached_property
    def _said_before(self) -> set[tuple[str, Outcome | None]]:
        return {(normalise(one.text), self.before(one)) for one in self.old.clauses}

    @cached_property
    def _said_now(self) -> set[tuple[str, Outcome | None]]:
        return {(normalise(one.text), self.after(one)) for one in self.new.clauses}

    @cached_property
    def categories(self) -> dict[str, str]:
        """The id of an old category to the one it has now; a category that is gone has none.

        A category whose id is gone has the new id under which most of its clauses are.
        """
        new = {category.id for category in self.new.categories}
        found = {one.id: one.id for one in self.old.categories if one.id in new}
        for category in self.old.categories:
            heir = None if category.id in new else self._heir(category)
            if heir and heir not in found and heir not in found.values():
                found[category.id] = heir
        return found

    def _heir(self, category: Category) -> str | None:
        ids = (self.lineage.current.get(clause.id) for clause in category.clauses)
        homes = [self.new.category_of[id] for id in ids if id]
        if not category.clauses:
            same = (one.id for one in self.new.categories if one.summary == category.summary)
            return next(same, None)
        best = Counter(homes).most_common(1)
        return best[0][0] if best and 2 * best[0][1] > len(homes) else None


def about_category(category: Category, side: Side = "new") -> About:
    """What changes of a category are about. It stands where its first clause does."""
    places = [clause.place for clause in category.clauses]
    return About(
        subject=category.id,
        category=category.id,
        place=places[0] if places else Place(file=""),
        side=side,
        clauses=tuple(clause.id for clause in category.clauses),
    )
