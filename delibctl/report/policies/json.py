"""The changes of a policy for programs, with approvals, and the hashes that a waiver names."""

from typing import Any

from delibctl.compare.policies import Approval, Change, Compared, Comparison, PolicyGate, fails
from delibctl.compare.policies.owners import owners
from delibctl.report.policies.opinions import opinion_json
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(comparison: Comparison, _options: RenderOptions) -> str:
    """Render one document with every change of every policy."""
    return as_json(
        {
            "schema_version": 1,
            "profile": comparison.profile,
            "gates": {result.gate: _passed(result) for result in comparison.gate_results},
            "gate_results": [_gate(result) for result in comparison.gate_results],
            "notices": comparison.notices,
            "policies": [_policy(compared, comparison) for compared in comparison.policies],
        }
    )


def _passed(result: PolicyGate) -> bool | None:
    """Return True if a gate passed, None if it is undecided."""
    return None if result.undecided and not result.failing else not result.failing


def _gate(result: PolicyGate) -> dict[str, Any]:
    """Return the verdict of a gate, and the number of changes behind it.

    `not_judged`: unclear changes that the gate does not fail on.
    """
    verdict = {True: "passed", False: "failed", None: "undecided"}[_passed(result)]
    return {
        "gate": result.gate,
        "verdict": verdict,
        "failing": len(result.failing),
        "undecided": len(result.undecided),
        "not_judged": len(result.unclear),
    }


def _policy(compared: Compared, comparison: Comparison) -> dict[str, Any]:
    accepted: dict[int, dict[str, Any]] = {
        id(change): {"reason": waiver.reason, "by": waiver.by} for change, waiver in compared.waived
    }
    approved = {id(change): _approval(approval) for change, approval in compared.approved}
    opinions = {id(change): opinion_json(opinion) for change, opinion in compared.opinions}
    accepted |= approved
    return {
        "id": compared.policy.id,
        "old_version": compared.diff.old_version if compared.old else None,
        "new_version": compared.diff.new_version if compared.new else None,
        "required_bump": compared.diff.required_bump,
        "actual_bump": compared.diff.actual_bump,
        "approved": [
            {"part": approval.part, "id": approval.id, **_approval(approval)}
            for approval in dict.fromkeys(approval for _, approval in compared.approved)
        ],
        "changes": [
            {
                **_change(change),
                "owner": _owner(change, compared),
                "breaking": fails(change, comparison.profile),
                "accepted": accepted.get(id(change)),
                "approved": approved.get(id(change)),
                "opinion": opinions.get(id(change)),
            }
            for change in compared.diff.changes
        ],
    }


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "reason": approval.reason,
        "by": approval.by,
        "date": approval.date.isoformat(),
        "expires": approval.expires.isoformat() if approval.expires else None,
        "added": approval.added,
    }


def _owner(change: Change, compared: Compared) -> str | None:
    before, after = owners(change, compared.old, compared.new)
    return after or before


def _change(change: Change) -> dict[str, Any]:
    return {
        "code": change.kind.code,
        "name": change.kind.name,
        "direction": change.direction,
        "evidence": change.evidence,
        "part": change.part,
        "subject": change.subject,
        "category": change.category,
        "message": change.message,
        "before": change.before,
        "after": change.after,
        "side": change.side,
        "file": change.place.file or None,
        "line": change.place.line if change.place.file else None,
        "clauses": change.clauses,
        "cases": change.cases,
        "bump": change.kind.bump,
        "guarded": change.guarded,
        "from_hash": change.before_hash,
        "to_hash": change.after_hash,
    }
