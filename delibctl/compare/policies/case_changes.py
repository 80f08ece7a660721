"""Changes of the cases that count in figures and gates: what a model is tested on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from delibctl.cases.build import categories_of
from delibctl.cases.expectation import expectation
from delibctl.cases.renamed import under_present_ids
from delibctl.compare.kinds import (
    CASE_EDITED,
    CASE_RELABELLED,
    CASE_REMOVED,
    CASE_RETIRED,
    CASE_REWORDED,
    CASES_ADDED,
    Kind,
)
from delibctl.compare.policies.change import About, Change, Part, Texts, content_hash
from delibctl.compare.policies.contents import PartName, is_guarded
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction
from delibctl.model import Case, Expected, Outcome, Policy, Split
from delibctl.model import Kind as CaseKind
from delibctl.text.count import counted


def case_hashes(cases: Iterable[Case], policy: str) -> dict[PartName, str]:
    """Return a hash of each case of a policy, as approvals name them."""
    return {
        (Part.CASE, case.id): content_hash((policy, Part.CASE, case.id, case)) for case in cases
    }


def case_changes(old: Iterable[Case], new: Iterable[Case], sides: Sides) -> Iterator[Change]:
    """Yield a change for each case that counts no longer or otherwise, then the harmless ones.

    It is unclear what they do to a model's figures. They are guarded if an expected clause is. A
    case that was renamed is compared with what it was.
    """
    now = tuple(new)
    former, present = (
        {case.id: case for case in cases} for cases in (under_present_ids(old, now), now)
    )
    added = [id for id, case in present.items() if case.gates and not _gates(former.get(id))]
    edited: list[str] = []
    for id, case in former.items():
        later = present.get(id)
        if case.gates:
            kinds = _kinds(case, later, sides)
            yield from (_change(kind, case, later, sides) for kind in kinds)
            edited += [id] if later and not kinds and _rest(case) != _rest(later) else []
        elif id not in added and (later is None or _differs(case, later, sides)):
            edited.append(id)
    edited += [id for id, case in present.items() if id not in former and not case.gates]
    yield from _harmless(CASES_ADDED, added, "added")
    yield from _harmless(CASE_EDITED, edited, "changed where it does not count")


def _gates(case: Case | None) -> bool:
    return case is not None and case.gates


def _kinds(old: Case, new: Case | None, sides: Sides) -> list[Kind]:
    """Return the ways in which a case that counted tests something else now."""
    if new is None:
        return [CASE_REMOVED]
    if not new.gates:
        return [CASE_RETIRED]
    return _edits(old, new, sides)


def _edits(old: Case, new: Case, sides: Sides) -> list[Kind]:
    relabelled = _label_under_new_ids(old, sides) != _label(new, sides.new)
    differs = {CASE_RELABELLED: relabelled, CASE_REWORDED: old.messages != new.messages}
    return [kind for kind, is_so in differs.items() if is_so]


def _differs(old: Case, new: Case, sides: Sides) -> bool:
    return _rest(old) != _rest(new) or bool(_edits(old, new, sides))


def _rest(case: Case) -> tuple[object, ...]:
    return case.lang, case.split, case.sensitive, case.status, case.quarantined


@dataclass(frozen=True, kw_only=True)
class _Label:
    """What a case expects; style, outcomes and categories that follow from clauses are left out."""

    clauses: tuple[str, ...]
    either: tuple[str, ...]
    also: tuple[str, ...]
    style: str | None
    outcomes: tuple[Outcome, ...] | None
    categories: tuple[str, ...] | None
    kind: CaseKind
    trained_on: bool


def _label(case: Case, policy: Policy) -> _Label:
    expected = case.expected
    required = (*expected.clauses, *expected.either)
    implied = expectation({"clauses": expected.clauses, "either": expected.either}, policy)
    follows = bool(required) and required[0] in policy.clause_by_id
    follow = categories_of(required, policy.category_of)
    return _Label(
        clauses=expected.clauses,
        either=expected.either,
        also=expected.also,
        style=None if follows and implied.style == expected.style else expected.style,
        outcomes=None if implied.outcomes == expected.outcomes else expected.outcomes,
        categories=None if list(case.categories) == follow else case.categories,
        kind=case.kind,
        # No model is trained on a case before it is assigned, so one in `test` tests as much.
        trained_on=case.split is Split.TRAIN,
    )


def _label_under_new_ids(case: Case, sides: Sides) -> _Label:
    """Return the label of an old case as it is written after clauses and styles were renamed."""
    label = _label(case, sides.original)
    styles = {old: new for new, old in sides.renames.former_style.items()}
    clauses, categories = sides.lineage.current, sides.categories
    return replace(
        label,
        clauses=tuple(clauses.get(id, id) for id in label.clauses),
        either=tuple(clauses.get(id, id) for id in label.either),
        also=tuple(clauses.get(id, id) for id in label.also),
        style=styles.get(label.style, label.style) if label.style else None,
        categories=label.categories and tuple(categories.get(id, id) for id in label.categories),
    )


def _change(kind: Kind, old: Case, new: Case | None, sides: Sides) -> Change:
    message, texts = _words(kind, old, new)
    side = "new" if new else "old"
    about = About(
        part=Part.CASE,
        subject=old.id,
        place=sides.places[side == "new"](Part.CASE, old.id),
        side="new" if new else "old",
    )
    guarded = _is_guarded(old, sides.original) or (new is not None and _is_guarded(new, sides.new))
    hashes = case_hashes([old], sides.new.id), case_hashes([new] if new else [], sides.new.id)
    return replace(
        about.change(kind, message, texts, content=(old, new)),
        cases=(old.id,),
        part_before=hashes[0][Part.CASE, old.id],
        part_after=hashes[1].get((Part.CASE, old.id), ""),
        guarded=guarded,
    )


def _words(kind: Kind, old: Case, new: Case | None) -> tuple[str, Texts]:
    """Return the sentence about a change, and its texts; those of sensitive cases are not shown."""
    if new is None:
        return f"case removed; it expected {_expectation(old)}", (None, None)
    if kind is CASE_RETIRED:
        status = "in quarantine" if new.quarantined else str(new.status)
        return f"case is {status} now; it expected {_expectation(old)}", (None, None)
    if kind is CASE_RELABELLED:
        return "expectation of the case changed", (_described(old), _described(new))
    hidden = old.sensitive or new.sensitive
    return "prompt of the case changed", (None, None) if hidden else (_prompt(old), _prompt(new))


def _expectation(case: Case) -> str:
    clauses = ", ".join((*case.expected.clauses, *case.expected.either)) or "no clause"
    return f"{_answer(case.expected)} and {clauses}"


def _answer(expected: Expected) -> str:
    return " or ".join(expected.outcomes) or expected.style


def _described(case: Case) -> str:
    """Return all that makes the label of a case, in one line."""
    lists = (("either", case.expected.either), ("also", case.expected.also))
    more = "".join(f"; {name} {', '.join(ids)}" for name, ids in lists if ids)
    categories = f"; categories {', '.join(case.categories)}" if case.categories else ""
    clauses = ", ".join(case.expected.clauses) or "no clause"
    return f"{_answer(case.expected)}; {clauses}{more}; {case.kind}, {case.split}{categories}"


def _prompt(case: Case) -> str:
    return "\n".join(message.content for message in case.messages)


def _is_guarded(case: Case, policy: Policy) -> bool:
    """Return True if a case expects care, or a clause whose changes a person must approve."""
    clauses = (policy.clause_by_id.get(id) for id in case.expected.allowed)
    outcomes = case.expected.outcomes or (policy.outcome(case.expected.style),)
    return any(map(is_guarded, outcomes)) or any(
        is_guarded(policy.outcome(clause.style), clause.severity) for clause in clauses if clause
    )


def _harmless(kind: Kind, ids: list[str], what: str) -> Iterator[Change]:
    """Yield one change for all cases of a kind."""
    if ids:
        about = About(part=Part.CASE, subject="cases")
        message = f"{counted(len(ids), 'case')} {what}"
        yield replace(
            about.change(kind, message, (None, None), Direction.NEUTRAL, content=(None, ids)),
            cases=tuple(ids),
        )
