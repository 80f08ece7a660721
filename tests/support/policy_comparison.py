"""A comparison with a change of every sort, for reports: two versions of a desk for permits."""

import datetime
from dataclasses import replace
from functools import partial

from support.lint_reports import HOSTILE
from support.memory_files import bundle
from support.small_policies import clause

from delibctl.cases import build as build_cases
from delibctl.compare.policies import (
    Approval,
    Approvals,
    Change,
    Comparison,
    Direction,
    Evidence,
    Gate,
    Opinion,
    Tested,
    Vote,
    Waiver,
    compare_policies,
)
from delibctl.model import Place
from delibctl.policy import build, place_of
from delibctl.source.emit import emit

#: What YAML can hold of a hostile text.
HOSTILE_TEXT = "".join(letter for letter in HOSTILE if letter not in "\x00\uffff\ud800")
LONG = " ".join(
    f"The assistant explains form {number} to whoever asks for it, and tells where it is handed in."
    for number in range(1, 31)
)
FORGE = "The assistant must not explain how permits are forged, for any purpose."
COPY = "The assistant tells what a certified copy is, and that it costs 10 euros."
LOST = "The assistant tells what to do when a permit is lost."


def _clauses(*, new: bool) -> list[dict[str, object]]:
    clauses = [
        clause(
            "permits.forge",
            FORGE.replace("must not", "may") if new else FORGE,
            "refuse",
            owner="Legal",
        ),
        clause("permits.copy", COPY.replace("10", "14") if new else COPY, "comply"),
        clause("permits.fees", f"Say {'more about' if new else 'all of'} the fees.", "refuse"),
        clause(
            "permits.forms",
            LONG.replace("form 20 to whoever", "form 20 to any holder who") if new else LONG,
        ),
        clause("permits.lost", LOST, "comply" if new else "safe-complete", severity="high"),
        clause("permits.stolen", f"{LOST[:-5]} stolen.", "refuse" if new else "comply"),
        clause("permits.sold", "Permits are not sold.", "comply" if new else "refuse"),
        clause("permits.given", "Permits are not given.", "comply" if new else "refuse"),
        clause("permits.why", "Say why.", rationale="People ask." if new else "They ask."),
        clause("permits.hours", f"The office opens at {'dawn' if new else 'noon'}."),
        clause("permits.doors", f"Visitors use the {'left' if new else 'green'} door."),
        clause(
            "permits.odd",
            f"Tell it {'at once' if new else 'soon'}: {HOSTILE_TEXT}",
            "refuse",
            owner=HOSTILE_TEXT,
        ),
    ]
    added = clause("permits.queue", "The assistant tells how long the queue is today.", "comply")
    gone = clause("permits.pets", "The assistant tells which pets need a licence.", "comply")
    return [*clauses, added if new else gone]


def _tested(file: str, id: str, clauses: list[dict[str, object]], version: str) -> Tested:
    category = {"id": "permits", "title": "Permits", "summary": "Permits.", "clauses": clauses}
    if id != "gone":
        category["owner"] = "Front desk"
    data = {
        "schema_version": 1,
        "policy": {"id": id, "version": version, "title": "Permit desk"},
        "principles": [f"Answer what is asked{', whatever it is' if version == '1.1.0' else ''}."],
        "categories": [category],
    }
    cases = {
        "schema_version": 1,
        "cases": [
            {
                "id": f"case-{number}",
                "kind": "direct",
                "prompt": "How?",
                "clauses": [clauses[0]["id"]],
            }
            for number in range(8)
        ],
    }
    gathered = bundle(
        {file: emit(data, "# A policy.", {}), "cases.yaml": emit(cases, "# Cases.", {})}, file
    )
    policy = build(gathered)
    return Tested(
        file=file,
        policy=policy,
        cases=build_cases(gathered.cases, policy, ""),
        place_of=partial(place_of, gathered),
    )


OLD = (
    _tested("permits.yaml", "permits", _clauses(new=False), "1.0.0"),
    _tested("gone.yaml", "gone", [clause("gone.one", "Help with it.")], "1.0.0"),
)
NEW = (
    _tested("permits.yaml", "permits", _clauses(new=True), "1.1.0"),
    _tested("added.yaml", "added", [clause("added.one", "Never help with it.", "refuse")], "1.0.0"),
)


def _approval(change: Change, **more: object) -> Approval:
    approval = Approval(
        part=change.part,
        id=change.subject,
        before=change.part_before,
        after=change.part_after,
        direction=change.direction,
        evidence=change.evidence,
        reason="The office asked for it.",
        by="Ada",
        date=datetime.date(2026, 11, 2),
        place=Place(file="accepted/permits/changes.yaml", line=3),
    )
    return replace(approval, **more)  # type: ignore[arg-type]


def _changed(change: Change) -> Change:
    """The change as a reader of words sees it, whatever the classifier says today."""
    likely = {
        "permits.forge": ("'must not' became 'may'", Direction.LOOSENS),
        "permits.copy": ("'10' became '14'", Direction.UNKNOWN),
        "permits.forms": ("'whoever' became 'any holder who'", Direction.TIGHTENS),
        "permits.odd": (f"{HOSTILE_TEXT[:30]} became looser", Direction.UNKNOWN),
        "permits.fees": ("'all of' became 'more about'", Direction.UNKNOWN),
        "permits.hours": ("'noon' became 'dawn'", Direction.UNKNOWN),
        "permits.doors": ("'green' became 'left'", Direction.UNKNOWN),
        "policy": ("', whatever it is' was added", Direction.LOOSENS),
    }
    if change.kind.code not in ("BRK008", "BRK009", "BRK010", "BRK026"):
        return change
    message, direction = likely[change.subject]
    evidence = Evidence.UNCLEAR if direction is Direction.UNKNOWN else Evidence.LIKELY
    return replace(change, message=message, direction=direction, evidence=evidence)


def policy_comparison() -> Comparison:
    """Proven, likely and unclear changes, approved and waived ones, a new and a removed policy."""
    gates = (Gate.LOOSENS, Gate.UNAPPROVED)
    plain = compare_policies(OLD, NEW)
    changes = {change.subject: change for change in plain.changes if change.kind.code == "BRK006"}
    sold, given, lost = (changes[f"permits.{name}"] for name in ("sold", "given", "lost"))
    approvals = Approvals(
        of_policy={
            "permits": (
                _approval(given, reason=f"For a month {HOSTILE_TEXT}", by="Bob *B*"),
                _approval(sold, expires=datetime.date(2027, 1, 31)),
            )
        },
        today=datetime.date(2026, 12, 1),
    )
    waiver = Waiver(
        code=lost.kind.code,
        id=lost.subject,
        from_hash=lost.before_hash,
        to_hash=lost.after_hash,
        reason="Nobody is harmed.",
        by="Cy",
    )
    comparison = compare_policies(OLD, NEW, gates=gates, waivers=(waiver,), approvals=approvals)
    first, *others = comparison.policies
    as_read = {id(change): _changed(change) for change in first.diff.changes}
    words = {change.subject: change for change in as_read.values() if change.kind.code < "BRK012"}
    read = replace(
        first,
        diff=replace(first.diff, changes=tuple(as_read.values())),
        approved=tuple((as_read[id(change)], approval) for change, approval in first.approved),
        waived=tuple((as_read[id(change)], waiver) for change, waiver in first.waived),
        opinions=(
            (
                words["permits.copy"],
                Opinion(
                    model="gpt",
                    wanted=3,
                    votes=(
                        Vote(direction=Direction.NEUTRAL, reason="Only the price changed."),
                        Vote(direction=Direction.NEUTRAL, reason="A price is not a duty."),
                    ),
                    unreadable=1,
                ),
            ),
        ),
    )
    return replace(comparison, policies=(read, *others))
