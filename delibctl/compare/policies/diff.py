"""Compare two policies: list every change of meaning with its direction."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from delibctl.compare.lineage.pairs import Origin, Pair
from delibctl.compare.policies.case_changes import case_changes
from delibctl.compare.policies.categories import category_changes
from delibctl.compare.policies.change import Change, FindPlace, fails, nowhere
from delibctl.compare.policies.clause_fields import field_changes
from delibctl.compare.policies.clause_text import style_changes, text_changes
from delibctl.compare.policies.contents import Contents
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.definitions import definition_changes
from delibctl.compare.policies.examples import example_changes
from delibctl.compare.policies.exclusions import exclusion_changes
from delibctl.compare.policies.identity import identity_changes
from delibctl.compare.policies.ids import id_changes
from delibctl.compare.policies.owners import owner_changes
from delibctl.compare.policies.presence import Additions, removed
from delibctl.compare.policies.reach import Reach
from delibctl.compare.policies.styles import declared_style_changes
from delibctl.compare.policies.version import actual, next_step, required, shortfall
from delibctl.compare.policies.whole import whole_changes
from delibctl.compare.scales import Bump, Profile
from delibctl.model import Case, Policy


@dataclass(frozen=True, kw_only=True)
class PolicyDiff:
    """All changes from one policy to another: the whole, then clauses in order, then owners.

    `required_bump` is the version part that the changes must raise, `actual_bump` the one raised.
    """

    changes: tuple[Change, ...]
    old_version: str
    new_version: str
    required_bump: Bump
    actual_bump: Bump

    @property
    def version_step(self) -> str:
        """The part of the version that is still to be raised, as a next step; "" if none is."""
        if self.actual_bump.rank >= self.required_bump.rank:
            return ""
        return next_step(self.old_version, self.required_bump)

    def breaking(self, profile: Profile) -> tuple[Change, ...]:
        """Return the changes that are breaking under a profile."""
        return tuple(change for change in self.changes if fails(change, profile))


def policy_diff(
    old: Policy,
    new: Policy,
    cases: Collection[Case] = (),
    places: tuple[FindPlace, FindPlace] = (nowhere, nowhere),
    former_cases: Collection[Case] | None = None,
) -> PolicyDiff:
    """Compare resolved policies. `cases` may be written for either one.

    `places` find the parts before and after that have no place in the model. `former_cases` are
    compared with the cases, if they are known.
    """
    sides = Sides.of(old, new, places)
    reach = Reach(cases, sides)
    contents = Contents(sides)
    changes = [
        contents.mark(change)
        for change in (
            *_of_the_whole(sides, reach),
            *map(reach.of_clauses, _of_clauses(sides)),
            *owner_changes(sides),
        )
    ]
    if former_cases is not None:
        changes += case_changes(former_cases, cases, sides)
    needed = required(changes)
    short = shortfall(sides.about_whole("version"), (old.version, new.version), needed)
    return PolicyDiff(
        changes=((short, *changes) if short else tuple(changes)),
        old_version=old.version,
        new_version=new.version,
        required_bump=needed,
        actual_bump=actual(old.version, new.version),
    )


def _of_the_whole(sides: Sides, reach: Reach) -> Iterator[Change]:
    yield from whole_changes(sides)
    yield from map(reach.of_clauses, id_changes(sides))
    yield from map(reach.of_clauses, definition_changes(sides))
    yield from map(reach.of_style, declared_style_changes(sides))
    yield from map(reach.of_category, category_changes(sides))


def _of_clauses(sides: Sides) -> Iterator[Change]:
    """Yield changes in the order of the new policy; a removed clause follows its predecessor."""
    traced = sides.lineage
    additions = Additions(sides)
    pairs = {pair.new.id: pair for pair in traced.pairs}
    removed_after: dict[str | None, list[Change]] = {}
    removed_ids, anchor = {clause.id for clause in traced.removed}, None
    for clause in sides.old.clauses:
        if clause.id in removed_ids:
            removed_after.setdefault(anchor, []).append(removed(clause, sides))
        else:
            anchor = traced.current.get(clause.id, anchor)
    yield from removed_after.get(None, ())
    for clause in sides.new.clauses:
        if clause.id in pairs:
            yield from _of_pair(pairs[clause.id], sides)
        else:
            yield additions.added(clause)
        yield from removed_after.get(clause.id, ())


def _of_pair(pair: Pair, sides: Sides) -> Iterator[Change]:
    yield from identity_changes(pair, sides)
    yield from style_changes(pair, sides)
    yield from text_changes(pair, sides)
    if pair.origin is not Origin.SPLIT:
        yield from exclusion_changes(pair, sides)
        yield from field_changes(pair, sides)
        yield from example_changes(pair, sides)
