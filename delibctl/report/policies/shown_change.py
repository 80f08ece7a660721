"""The changes of a policy as reports show them: in groups, each with what is said beside it."""

from dataclasses import dataclass

from delibctl.compare.policies import Change, Compared, Comparison, Direction, Gate, fails
from delibctl.report.policies import change_words
from delibctl.report.policies.opinions import opinion_lines

#: The heading of changes that say nothing of the answers which the policy asks for.
TESTS = "what is tested"
#: The headings of a report in their order. Unclear comes before tightening, as it may loosen.
TITLES = {
    Direction.LOOSENS: "loosens",
    Direction.UNKNOWN: "unclear whether looser or stricter",
    Direction.TIGHTENS: "tightens",
    Direction.NEUTRAL: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """A change, who accepted it, who owns it, a model's opinion, and the gates that fail on it.

    `undecided`: a gate waits for votes of a model on this change.
    """

    change: Change
    breaking: bool
    accepted: str = ""
    opinion: str = ""
    failing: tuple[Gate, ...] = ()
    undecided: bool = False
    owner: str = ""

    @property
    def code(self) -> str:
        """The code, and whether the change is breaking."""
        return f"{self.change.kind.code}{', breaking' if self.breaking else ''}"

    @property
    def approving(self) -> str:
        """The command that approves a failing change; "" for one that only its author can fix."""
        has_content = self.change.part_before or self.change.part_after
        return "approve with delibctl accept" if self.failing and has_content else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Who accepted the change, a model's opinion, place and owner, failing gates, its reach."""
        gates = "gates" if len(self.failing) > 1 else "gate"
        fails = f"fails {gates} {', '.join(self.failing)}" if self.failing else ""
        waits = "a gate waits for missing votes" if self.undecided else ""
        change = self.change
        place, clauses = change_words.where(change), change_words.used_by(change)
        beside = "; ".join(
            note
            for note in (place, self.owner, fails, waits, clauses, change_words.cases(change))
            if note
        )
        return tuple(note for note in (self.accepted, self.opinion, beside) if note)


def shown_changes(compared: Compared, comparison: Comparison) -> tuple[ShownChange, ...]:
    """Return all changes of a policy in its order."""
    accepted = {id(c): change_words.waiver_note(waiver) for c, waiver in compared.waived}
    accepted |= {id(c): change_words.approval_note(a) for c, a in compared.approved}
    opinions = opinion_lines(compared)
    results = comparison.gate_results
    failing = {result.gate: set(map(id, result.failing)) for result in results}
    undecided = {id(change) for result in results for change in result.undecided}
    return tuple(
        ShownChange(
            change=change,
            breaking=fails(change, comparison.profile),
            accepted=accepted.get(id(change), ""),
            opinion=opinions.get(id(change), ""),
            failing=tuple(gate for gate, changes in failing.items() if id(change) in changes),
            undecided=id(change) in undecided,
            owner=change_words.owner(change, compared),
        )
        for change in compared.diff.changes
    )


def groups(compared: Compared, comparison: Comparison) -> list[tuple[str, tuple[ShownChange, ...]]]:
    """Return the headings that occur, each with its changes.

    Accepted changes come first: those that the branch approves, those approved before, then those
    with a waiver. Changes of what is tested follow.
    """
    shown = {id(each.change): each for each in shown_changes(compared, comparison)}
    accepted = [shown.pop(id(c)) for c, _ in (*compared.approved, *compared.waived)]
    by_title: dict[str, list[ShownChange]] = {"approved": accepted, TESTS: []}
    by_title |= {title: [] for title in TITLES.values()}
    for each in shown.values():
        by_title[TESTS if each.change.is_of_tests else TITLES[each.change.direction]].append(each)
    return [(title, tuple(changes)) for title, changes in by_title.items() if changes]
