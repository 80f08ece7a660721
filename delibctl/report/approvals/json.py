"""Approvals for programs."""

from collections.abc import Sequence
from typing import Any

from delibctl.report.approvals.listing import ListedApproval
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(approvals: Sequence[ListedApproval], _options: RenderOptions) -> str:
    """Render one document."""
    return as_json({"schema_version": 1, "approvals": [_approval(each) for each in approvals]})


def _approval(listed: ListedApproval) -> dict[str, Any]:
    approval = listed.approval
    return {
        "policy": listed.policy,
        "part": approval.part,
        "id": approval.id,
        "status": listed.status,
        "added": approval.added,
        "direction": approval.direction,
        "evidence": approval.evidence,
        "reason": approval.reason,
        "by": approval.by,
        "date": approval.date.isoformat(),
        "expires": approval.expires.isoformat() if approval.expires else None,
        "from": approval.before,
        "to": approval.after,
        "file": approval.place.file,
        "line": approval.place.line,
    }
