"""Both policies, with the correspondence of their clauses and categories."""

from dataclasses import dataclass
from functools import cached_property

from delibctl.compare.lineage.categories import category_lineage
from delibctl.compare.lineage.pairs import Lineage
from delibctl.compare.lineage.renames import Renames, under_new_names
from delibctl.compare.policies.change import About, Part, Side, about
from delibctl.model import Category, Clause, Outcome, Place, Policy
from delibctl.text.quotes import normalise


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The policy before and after, and the lineage of its clauses.

    `old` is under the new names of terms and styles; `original` is not.
    """

    original: Policy
    old: Policy
    new: Policy
    lineage: Lineage
    renames: Renames

    @classmethod
    def of(cls, original: Policy, new: Policy) -> "Sides":
        """Return both policies with all that corresponds."""
        old, traced, renames = under_new_names(original, new)
        return cls(original=original, old=old, new=new, lineage=traced, renames=renames)

    def about(self, clause: Clause) -> About:
        """Return the subject for changes of a clause of the new policy."""
        return about(clause, self.new.category_of[clause.id])

    def about_old(self, clause: Clause) -> About:
        """Return the subject for changes of a clause of the old policy."""
        return about(clause, self.old.category_of[clause.id], "old")

    def before(self, clause: Clause) -> Outcome | None:
        """Return the outcome of a clause of the old policy."""
        return self.old.outcome(clause.style)

    def after(self, clause: Clause) -> Outcome | None:
        """Return the outcome of a clause of the new policy."""
        return self.new.outcome(clause.style)

    def was_said(self, clause: Clause) -> bool:
        """Return True if an old clause had the text and outcome of this new clause."""
        return (normalise(clause.text), self.after(clause)) in self._said_before

    def is_still_said(self, clause: Clause) -> bool:
        """Return True if a new clause has the text and outcome of this old clause."""
        return (normalise(clause.text), self.before(clause)) in self._said_now

    @cached_property
    def _said_before(self) -> set[tuple[str, Outcome | None]]:
        return {(normalise(clause.text), self.before(clause)) for clause in self.old.clauses}

    @cached_property
    def _said_now(self) -> set[tuple[str, Outcome | None]]:
        return {(normalise(clause.text), self.after(clause)) for clause in self.new.clauses}

    @cached_property
    def categories(self) -> dict[str, str]:
        """Old category id to new category id; removed categories are missing."""
        return category_lineage(self.old, self.new, self.lineage.current)


def about_category(category: Category, side: Side = "new") -> About:
    """Return the subject for changes of a category; its place is that of its first clause."""
    places = [clause.place for clause in category.clauses]
    return About(
        part=Part.CATEGORY,
        subject=category.id,
        category=category.id,
        place=places[0] if places else Place(file=""),
        side=side,
        clauses=tuple(clause.id for clause in category.clauses),
    )
