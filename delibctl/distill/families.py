"""Families: cases that teach each other's answer, so that they are split together."""

from collections import defaultdict
from collections.abc import Sequence

from delibctl.distill.case_origins import CaseOrigin, by_any_id
from delibctl.distill.near_prompts import near_pairs


def families(origins: Sequence[CaseOrigin]) -> dict[str, str]:
    """Return the family of each case: the first id of those that belong together.

    A draft belongs to the case it was made from, over any number of steps, also where that one is
    gone: its other drafts are then of one family. Prompts with nearly the same words belong
    together, whatever they expect: the benign twin of a case differs from it in a word or two.
    """
    groups = _Groups([origin.id for origin in origins])
    known = by_any_id(origins)
    for origin in origins:
        if origin.parent is not None:
            parent = known.get(origin.parent)
            groups.join(origin.id, parent.id if parent else f"gone: {origin.parent}")
    for one, other in near_pairs([origin.case.messages for origin in origins]):
        groups.join(origins[one].id, origins[other].id)
    return groups.first_of([origin.id for origin in origins])


class _Groups:
    """Groups of names that were joined."""

    def __init__(self, names: Sequence[str]) -> None:
        self._leader = {name: name for name in names}

    def join(self, one: str, other: str) -> None:
        self._leader[self._lead(one)] = self._lead(other)

    def _lead(self, name: str) -> str:
        leader = self._leader.setdefault(name, name)
        while leader != name:
            # Each look shortens the way of the next one.
            self._leader[name] = self._leader[leader]
            name, leader = leader, self._leader[leader]
        return leader

    def first_of(self, names: Sequence[str]) -> dict[str, str]:
        members: dict[str, list[str]] = defaultdict(list)
        for name in names:
            members[self._lead(name)].append(name)
        return {name: min(group) for group in members.values() for name in group}
