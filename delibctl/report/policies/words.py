"""Changes of a policy in words: order, headline, and the words that differ."""

from collections import Counter

from delibctl.compare.policies import (
    Bump,
    Compared,
    Comparison,
    Direction,
    Evidence,
    Gate,
    PolicyGate,
    fails,
)
from delibctl.report.policies.opinions import loosening_note, undecided_line
from delibctl.text.count import counted

#: The order of a report. Unclear comes before tightening, as it may loosen.
ORDER = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)

#: The order of counts in the line of a gate.
_COUNTED = (
    "loosens",
    "loosens (likely)",
    "unclear",
    "tightens",
    "tightens (likely)",
    "neutral",
    "neutral (likely)",
)


def headline(comparison: Comparison) -> str:
    """Return one sentence to act on."""
    changes = comparison.changes
    if not changes:
        return "No changes."
    counts = {d: sum(change.direction is d for change in changes) for d in ORDER}
    verbs = {
        Direction.LOOSENS: "loosen",
        Direction.UNKNOWN: "unclear",
        Direction.TIGHTENS: "tighten",
        Direction.NEUTRAL: "neutral",
    }
    parts = ", ".join(f"{counts[d]} {verbs[d]}" for d in ORDER if counts[d])
    breaking = sum(fails(change, comparison.profile) for change in changes)
    cases = {case for change in changes for case in change.cases}
    return (
        f"{counted(len(changes), 'change')}: {parts}; {breaking} breaking under profile "
        f"{comparison.profile}; {counted(len(cases), 'case')} affected."
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
            return f"passed; {unclear} {need} no approval (in clauses that comply). {counts}"
        return f"passed, but it does not judge {unclear}. {counts}"
    return f"passed. {counts}"


def count_line(comparison: Comparison) -> str:
    """Return the changes counted, such as "2 changes: 1 loosens (likely), 1 approved"."""
    changes = comparison.changes
    if not changes:
        return "No changes."
    accepted = {
        id(change)
        for compared in comparison.policies
        for change, _ in (*compared.approved, *compared.waived)
    }
    counts = Counter(
        "approved" if id(change) in accepted else direction_words(change.direction, change.evidence)
        for change in changes
    )
    order = [*_COUNTED, "approved"]
    parts = (f"{counts[name]} {name}" for name in order if counts[name])
    counts_of_words = f"{counted(len(changes), 'change')}: {', '.join(parts)}"
    return counts_of_words + loosening_note(comparison)


def direction_words(direction: Direction, evidence: Evidence) -> str:
    """Return a direction with its evidence, such as "loosens (likely)" or "unclear"."""
    if direction is Direction.UNKNOWN:
        return "unclear"
    return f"{direction}{' (likely)' if evidence is Evidence.LIKELY else ''}"


def title(compared: Compared) -> str:
    """Return the policy, its versions, and the version that the changes need."""
    policy, diff = compared.policy, compared.diff
    if compared.old is None or compared.new is None:
        return f"{policy.title} ({policy.id}): {'new' if compared.old is None else 'removed'}"
    versions = (
        diff.new_version
        if diff.old_version == diff.new_version
        else f"{diff.old_version} -> {diff.new_version}"
    )
    if diff.required_bump is Bump.NONE:
        return f"{policy.title} ({policy.id}), version {versions}; no new version needed"
    return (
        f"{policy.title} ({policy.id}), version {versions}; the changes need a new "
        f"{diff.required_bump} version"
    )
