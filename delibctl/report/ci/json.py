"""A branch for programs: the outcome, what must be seen first, and each policy with its reasons."""

from typing import Any

from delibctl.gates import Reason
from delibctl.report.ci.first import told_first
from delibctl.report.ci.outcome import Outcome
from delibctl.report.ci.outcomes import outcome, outcome_of
from delibctl.report.ci.result import AddedApproval, CiResult, PolicyVerdict, Questions
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(result: CiResult, _options: RenderOptions) -> str:
    """Render the document of docs/json.md."""
    revisions = result.revisions
    return as_json(
        {
            "schema_version": 1,
            **_outcome(outcome_of(result)),
            "base": {"revision": revisions.base, "merge_base": revisions.merge_base},
            "head": {"revision": revisions.head, "commit": revisions.head_commit},
            "untrusted": result.untrusted,
            "approvals": result.approvals,
            "approvals_used": [_approval(each) for each in result.approvals_used],
            "approvals_added": [
                {**_approval(each), "counts": each.counts} for each in result.approvals_added
            ],
            "seen_first": list(told_first(result)),
            "notes": list(result.notes),
            "policies": [_policy(policy, result) for policy in result.policies],
        }
    )


def _outcome(told: Outcome) -> dict[str, Any]:
    return {
        "sentence": str(told),
        "verdict": told.verdict,
        "exit_code": int(told.code),
        "what": told.what,
        "amount": told.amount or None,
        "clause": told.clause or None,
        "steps": [{"text": str(step), "commands": list(step.commands)} for step in told.steps],
    }


def _approval(of_policy: AddedApproval) -> dict[str, Any]:
    """Return an approval with the keys of `accept --list --format json` that do not change."""
    approval = of_policy.approval
    return {
        "policy": of_policy.policy,
        "part": approval.part,
        "id": approval.id,
        "direction": approval.direction,
        "evidence": approval.evidence,
        "reason": approval.reason,
        "by": approval.by,
        "date": approval.date.isoformat(),
        "expires": approval.expires.isoformat() if approval.expires else None,
        "from": approval.before,
        "to": approval.after,
    }


def _policy(policy: PolicyVerdict, result: CiResult) -> dict[str, Any]:
    drift = policy.drift
    return {
        "id": policy.id,
        "file": policy.path,
        "former_file": policy.former_path or None,
        **_outcome(outcome(policy, result.revisions)),
        "reasons": [_reason(reason) for reason in policy.verdict.reasons],
        "affected": list(policy.affected),
        "unaffected": list(policy.unaffected),
        "questions": _questions(policy.questions),
        "why_not_measured": policy.why_not_measured or None,
        "answered": policy.answered
        and {"cases": policy.answered.cases, "missed": list(policy.answered.missed)},
        "drift": drift
        and {"asked": list(drift.asked), "flipped": list(drift.flipped), "changed": drift.changed},
        "notes": list(policy.notes),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "what": reason.what,
        "next": reason.next or None,
        "exit_code": int(reason.code),
    }


def _questions(questions: Questions) -> dict[str, Any]:
    return {
        "asked": questions.asked,
        "cached": questions.cached,
        "confirming": questions.confirming,
        "controls": questions.controls,
        "accepted": questions.accepted,
        "unmeasured": list(questions.unmeasured),
        "cost": questions.cost,
    }
