"""Who owns what changed, and owners that changed themselves, which has no effect on any rule."""

from collections.abc import Iterator, Set
from dataclasses import replace

from delibctl.compare.kinds import METADATA_CHANGED
from delibctl.compare.lineage.pairs import Origin
from delibctl.compare.policies.change import About, Change, Part
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction
from delibctl.model import Policy

Owners = tuple[str | None, str | None]


def owner_changes(sides: Sides) -> Iterator[Change]:
    """Yield each changed owner: of the policy, of categories, of clauses. They affect no case."""
    yield from _changed(sides.about_whole("owner"), (sides.old.owner, sides.new.owner))
    former = {new: old for old, new in sides.categories.items()}
    before = {category.id: category.owner for category in sides.old.categories}
    for category in sides.new.categories:
        if category.id in former:
            about = replace(sides.about_category(category), clauses=())
            yield from _changed(about, (before[former[category.id]], category.owner))
    for pair in sides.lineage.pairs:
        if pair.origin is not Origin.SPLIT:
            yield from _changed(sides.about(pair.new), (pair.old.owner, pair.new.owner))


def _changed(about: About, owners: Owners) -> Iterator[Change]:
    before, after = owners
    if before != after:
        message = f"owner changed from {before or 'none'} to {after or 'none'}"
        yield about.change(METADATA_CHANGED, message, owners, Direction.NEUTRAL)


def owners(change: Change, old: Policy | None, new: Policy | None) -> Owners:
    """Return who owns the part that changed, before and after; None where nobody is named."""
    names = {change.clauses[0] if change.part is Part.CASE and change.clauses else change.subject}
    after = _owner(change.part, names, new) if new else None
    if new:
        names |= {former for former, id in new.former_ids.items() if id in names}
    return _owner(change.part, names, old) if old else None, after


def _owner(part: Part, names: Set[str], policy: Policy) -> str | None:
    """Return the owner of the part that has one of these names; None if no part has."""
    match part:
        case Part.CLAUSE | Part.CASE:
            found = {id: owner for id, owner in policy.owner_of.items() if id in names}
        case Part.CATEGORY:
            found = {c.id: c.owner or policy.owner for c in policy.categories if c.id in names}
        case _:
            return policy.owner
    return next(iter(found.values()), None)
