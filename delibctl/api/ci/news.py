"""What a person must see before the merge: what the branch changed in what judges it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from delibctl.api.ci.branch import Branch
from delibctl.api.policies.approvals import approvals_of
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.configurations import settings_at
from delibctl.api.policies.moved_settings import without_moves
from delibctl.compare.policies import Approval, Change, Comparison
from delibctl.compare.policies.setting_changes import setting_changes
from delibctl.model import Place
from delibctl.report.ci.result import AddedApproval, Notice


def notices(branch: Branch) -> Iterator[Notice]:
    """Yield each setting that the branch changed: it applies after the merge."""
    was, is_now = (
        settings_at(branch.workspace, branch.before, branch.former_folder),
        settings_at(branch.workspace, branch.after, branch.head_folder),
    )
    same = without_moves(was or {}, is_now or {}, branch.after)
    for change in setting_changes(same, is_now or {}):
        yield Notice(what=f"{_told(change)}; it applies after the merge", change=change)


def _told(change: Change) -> str:
    if change.before is None:
        return f"the branch sets {change.subject} to {change.after}"
    if change.after is None:
        return f"the branch no longer sets {change.subject}, which was {change.before}"
    return f"the branch changes {change.subject} from {change.before} to {change.after}"


def approvals_used(branch: Branch, comparison: Comparison) -> Iterator[AddedApproval]:
    """Yield the approvals that the base held already, and that cover changes of the branch."""
    for compared in comparison.policies:
        for approval in dict.fromkeys(approval for _, approval in compared.approved):
            if branch.approves_itself and approval.added:
                continue
            yield AddedApproval(policy=compared.policy.id, approval=approval, counts=True)


def approvals_added(
    branch: Branch, comparison: Comparison, used: Sequence[AddedApproval] = ()
) -> Iterator[AddedApproval]:
    """Yield the approvals that the branch adds to those of its base, but for those `used`."""
    old = PolicyAt(
        path=branch.before.root, files=branch.before, label="", folder=branch.former_folder
    )
    new = PolicyAt(path=branch.after.root, files=branch.after, label="", folder=branch.head_folder)
    ids = [compared.policy.id for compared in comparison.policies]
    former = (compared.old for compared in comparison.policies)
    gone = [policy.id for policy in former if policy and policy.id not in ids]
    found = approvals_of(branch.workspace, ids, new, old, gone)
    held = {(each.policy, _content(each.approval)) for each in used}
    for policy, approvals in found.of_policy.items():
        for approval in approvals:
            if approval.added and (policy, _content(approval)) not in held:
                yield AddedApproval(policy=policy, approval=approval, counts=branch.approves_itself)


def _content(approval: Approval) -> Approval:
    return replace(approval, place=Place(file=""))
