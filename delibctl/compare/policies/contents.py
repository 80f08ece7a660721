"""The content of each part of a policy that models are shown, as hashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from delibctl.compare.kinds import (
    ADDED,
    ADDED_OVERLAPPING,
    ORDER_CHANGED,
    PRECEDENCE_CHANGED,
)
from delibctl.compare.policies.change import Change, Part, content_hash
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction, Evidence
from delibctl.model import Clause, Outcome, Policy, Severity
from delibctl.policy import lines_like_frame

#: A part of a policy: its sort and its name.
PartName = tuple[Part, str]


def part_title(part: Part, id: str) -> str:
    """Return a part in words, such as "clause refunds.how"."""
    return f"the {part}" if part is Part.POLICY and id == part else f"{part} {id}"


_GUARDED_OUTCOMES = {Outcome.REFUSE, Outcome.SAFE_COMPLETE, None}
_GUARDED_SEVERITIES = {Severity.HIGH, Severity.CRITICAL}
#: Changes that may reach beyond their clause.
_GUARDED_KINDS = {ADDED, ADDED_OVERLAPPING, ORDER_CHANGED, PRECEDENCE_CHANGED}


def part_hashes(policy: Policy) -> dict[PartName, str]:
    """Return a hash of each part of a policy.

    Covers everything that decides how a part is read, and the names of the part and its policy, so
    an approval of one content is worthless for any other, and for the same words elsewhere.
    """
    contents: dict[PartName, object] = {(Part.POLICY, "policy"): (policy.title, policy.principles)}
    for term, meaning in policy.definitions.items():
        contents[Part.DEFINITION, term] = meaning
    for name, style in policy.styles.items():
        contents[Part.STYLE, name] = (style.outcome, style.guide, style.must, style.must_not)
    for category in policy.categories:
        contents[Part.CATEGORY, category.id] = (category.title, category.summary)
        for clause in category.clauses:
            contents[Part.CLAUSE, clause.id] = _clause(clause, category.id, policy)
    return {name: content_hash((policy.id, *name, content)) for name, content in contents.items()}


def clause_hashes(policy: Policy) -> dict[str, str]:
    """Return the hash of each clause by its id, and by the ids that it had before."""
    return {
        id: content_hash(
            (policy.id, Part.CLAUSE, id, _clause(clause, policy.category_of[clause.id], policy))
        )
        for clause in policy.clauses
        for id in (*clause.renamed_from, clause.id)
    }


def _clause(clause: Clause, category: str, policy: Policy) -> tuple[object, ...]:
    examples = [(example.prompt, example.style) for example in clause.examples]
    routes = [(exclusion.text, exclusion.to) for exclusion in clause.excludes]
    return (
        *(category, clause.title, clause.text, clause.style, policy.outcome(clause.style)),
        *(routes, clause.overrides, clause.authority, clause.severity, examples),
    )


@dataclass(frozen=True, kw_only=True)
class KnownContents:
    """The content of each part of a policy as hashes: now, and earlier unless that is unknown.

    `merged`: hashes of clauses together with those that were merged into them.
    """

    new: Mapping[PartName, str]
    old: Mapping[PartName, str] | None = None
    merged: frozenset[str] = field(default=frozenset())

    def has_part(self, name: PartName) -> bool:
        """Return True if the part exists now or existed earlier."""
        return name in self.new or name in (self.old or {})

    def has_content(self, name: PartName, content: str) -> bool:
        """Return True if any part has or had the content; "" if that part is or was missing."""
        sides = [self.new, self.old or {}]
        if not content:
            return any(name not in side for side in sides)
        return content in self.merged or any(content in side.values() for side in sides)


class Contents:
    """The contents of both policies, to mark each change with those of its part."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._old, self._new = part_hashes(sides.original), part_hashes(sides.new)
        self._former_style = sides.renames.former_style
        self._former_term = sides.renames.former_term
        self._former_categories = {new: old for old, new in sides.categories.items()}

    def mark(self, change: Change) -> Change:
        """Return the change with the hashes of its part, and whether it is guarded."""
        before, after = self._hashes(change)
        guarded = self._guarded(change)
        if imitates_prompt(change):
            guarded = True
            if change.direction is not Direction.LOOSENS:
                change = replace(change, direction=Direction.UNKNOWN, evidence=Evidence.UNCLEAR)
        return replace(change, part_before=before, part_after=after, guarded=guarded)

    def _hashes(self, change: Change) -> tuple[str, str]:
        pair = None
        if change.part is Part.CLAUSE:
            pair = self._sides.lineage.pair_of.get(change.subject)
        if change.side == "old" and pair and pair.old.id != change.subject:
            # Another clause has the id of this removed one now.
            return self._old.get((Part.CLAUSE, change.subject), ""), ""
        before = self._old.get((change.part, self._former_name(change)), "")
        if pair and pair.merged:
            merged = [self._old.get((Part.CLAUSE, clause.id), "") for clause in pair.merged]
            before = content_hash([before, *merged])
        return before, self._new.get((change.part, change.subject), "")

    def _former_name(self, change: Change) -> str:
        if change.part is Part.CLAUSE and (pair := self._sides.lineage.pair_of.get(change.subject)):
            return pair.old.id
        if change.part is Part.CATEGORY:
            return self._former_categories.get(change.subject, change.subject)
        if change.part is Part.STYLE:
            return self._former_style.get(change.subject, change.subject)
        if change.part is Part.DEFINITION:
            return self._former_term.get(change.subject, change.subject)
        return change.subject

    def _guarded(self, change: Change) -> bool:
        """Return False for most changes of clauses that comply and have a low severity."""
        if change.part is Part.CLAUSE and change.kind not in _GUARDED_KINDS:
            old = self._sides.old.clause_by_id.get(self._former_name(change))
            new = self._sides.new.clause_by_id.get(change.subject)
            clauses = ((old, self._sides.old), (new, self._sides.new))
            return any(
                is_guarded(policy.outcome(clause.style), clause.severity)
                for clause, policy in clauses
                if clause
            )
        return change.guarded


def imitates_prompt(change: Change) -> bool:
    """Return True if the new text has a line like a part of the prompt, which the old one lacks.

    Whatever its words say, models may take what follows for another clause.
    """
    before, after = (_like_frame(text or "") for text in (change.before, change.after))
    return bool(after - before)


def _like_frame(text: str) -> set[str]:
    return {text[start:end].strip() for start, end in lines_like_frame(text)}


def is_guarded(outcome: Outcome | None, severity: Severity | None = None) -> bool:
    """Return True if a person must approve unclear changes of a clause of that kind."""
    return outcome in _GUARDED_OUTCOMES or severity in _GUARDED_SEVERITIES
