"""Both policies, with the correspondence of their clauses and categories."""

from dataclasses import dataclass, replace
from functools import cached_property

from delibctl.compare.lineage.categories import category_lineage
from delibctl.compare.lineage.pairs import Lineage
from delibctl.compare.lineage.renames import Renames, under_new_names
from delibctl.compare.policies.change import WHOLE, About, FindPlace, Part, Side, about
from delibctl.model import Category, Clause, Outcome, Policy
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
    places: tuple[FindPlace, FindPlace]

    @classmethod
    def of(cls, original: Policy, new: Policy, places: tuple[FindPlace, FindPlace]) -> "Sides":
        """Return both policies with all that corresponds. `places`: those before and after."""
        old, traced, renames = under_new_names(original, new)
        return cls(
            original=original, old=old, new=new, lineage=traced, renames=renames, places=places
        )

    def about(self, clause: Clause) -> About:
        """Return the subject for changes of a clause of the new policy."""
        return about(clause, self.new.category_of[clause.id])

    def about_old(self, clause: Clause) -> About:
        """Return the subject for changes of a clause of the old policy."""
        return about(clause, self.old.category_of[clause.id], "old")

    def about_category(self, category: Category, side: Side = "new") -> About:
        """Return the subject for changes of a category, if need be at its first clause."""
        ids = tuple(clause.id for clause in category.clauses)
        place = self.places[side == "new"](Part.CATEGORY, category.id)
        if not place.file and category.clauses:
            place = category.clauses[0].place
        return About(
            part=Part.CATEGORY,
            subject=category.id,
            category=category.id,
            place=place,
            side=side,
            clauses=ids,
        )

    def about_part(self, part: Part, name: str, clauses: tuple[str, ...]) -> About:
        """Return the subject for changes of a definition or style, which affects some clauses."""
        return self._placed(About(part=part, subject=name, clauses=clauses), part, name)

    def about_whole(self, field: str) -> About:
        """Return the subject for changes of a field of the policy's head, such as the title."""
        return self._placed(WHOLE, Part.POLICY, field)

    def about_principle(self, text: str) -> About:
        """Return the subject for changes of a principle."""
        return self._placed(WHOLE, "principle", text)

    def _placed(self, about: About, sort: str, name: str) -> About:
        """Return the subject at its place in the new policy, or in the old one if removed."""
        before, after = (find(sort, name) for find in self.places)
        if before.file and not after.file:
            return replace(about, place=before, side="old")
        return replace(about, place=after)

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
