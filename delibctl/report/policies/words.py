"""Changes of a policy in words: the headline, the lines of gates, and the title of a policy."""

from collections import Counter

from delibctl.compare.policies import (
    Bump,
    Change,
    ChangedPart,
    Compared,
    Comparison,
    Direction,
    Evidence,
    Gate,
    Part,
    PolicyGate,
    fails,
)
from delibctl.report.policies.opinions import loosening_note, undecided_line
from delibctl.text.count import counted

#: The order of counts in the line of a gate.
_COUNTED = (
    "loosens",
    "loosens (likely)",
    "unclear",
    "tightens",
    "tightens (likely)",
    "neutral",
    "neutral (likely)",
    "of what is tested",
)


def headline(comparison: Comparison) -> str:
    """Return one sentence to act on."""
    changes = comparison.changes
    if not changes:
        return "No changes."
    breaking = sum(fails(change, comparison.profile) for change in changes)
    cases = {case for change in changes for case in change.cases}
    return (
        f"{_counts(comparison)}; {breaking} breaking under profile {comparison.profile}; "
        f"{counted(len(cases), 'case')} affected."
    )


def gate_line(result: PolicyGate, comparison: Comparison) -> str:
    """Return the verdict of a gate with a count of all changes."""
    counts = count_line(comparison)
    if result.failing:
        return f"FAILED on {counted(len(result.failing), 'change')}. {counts}"
    if result.undecided:
        return f"{undecided_line(result)}. {counts}"
    if result.unclear:
        unclear = counted(len(result.unclear), "unclear change")
        if result.gate is Gate.UNAPPROVED:
            need = "needs" if len(result.unclear) == 1 else "need"
            # Orders need none either.
            in_clauses = all(change.part is Part.CLAUSE for change in result.unclear)
            note = " (in clauses that comply)" if in_clauses else ""
            return f"passed; {unclear} {need} no approval{note}. {counts}"
        return f"passed, but it does not judge {unclear}. {counts}"
    return f"passed. {counts}"


def count_line(comparison: Comparison) -> str:
    """Return the changes counted, such as "2 changes: 1 loosens (likely), 1 approved"."""
    if not comparison.changes:
        return "No changes."
    return _counts(comparison) + loosening_note(comparison)


def _counts(comparison: Comparison) -> str:
    changes = comparison.changes
    accepted = {
        id(change)
        for compared in comparison.policies
        for change, _ in (*compared.approved, *compared.waived)
    }
    counts = Counter(
        "approved" if id(change) in accepted else _counted_as(change) for change in changes
    )
    order = [*_COUNTED, "approved"]
    parts = (f"{counts[name]} {name}" for name in order if counts[name])
    return f"{counted(len(changes), 'change')}: {', '.join(parts)}"


def _counted_as(change: Change) -> str:
    if change.is_of_tests:
        return "of what is tested"
    return direction_words(change.direction, change.evidence)


def direction_words(direction: Direction, evidence: Evidence) -> str:
    """Return a direction with its evidence, such as "loosens (likely)" or "unclear"."""
    if direction is Direction.UNKNOWN:
        return "unclear"
    return f"{direction}{' (likely)' if evidence is Evidence.LIKELY else ''}"


def part_heading(part: ChangedPart, policy_title: str) -> str:
    """Return a part of a policy, such as "Refunds: clause refunds.how"."""
    name = "title and principles" if part.part is Part.POLICY else part.title
    return f"{policy_title}: {name}"


def title(compared: Compared) -> str:
    """Return the policy, its versions, and the part of the version that is still to be raised."""
    policy, diff = compared.policy, compared.diff
    if compared.old is None or compared.new is None:
        return f"{policy.title} ({policy.id}): {'new' if compared.old is None else 'removed'}"
    versions = (
        diff.new_version
        if diff.old_version == diff.new_version
        else f"{diff.old_version} -> {diff.new_version}"
    )
    step = diff.version_step
    if diff.required_bump is Bump.NONE and diff.old_version == diff.new_version:
        step = "no new version needed"
    return f"{policy.title} ({policy.id}), version {versions}{step and f'; {step}'}"
