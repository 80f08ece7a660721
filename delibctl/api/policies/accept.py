"""Approving changes of a policy: what there is to approve, and writing it down."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from delibctl.api.policies.approval_notes import namesakes_sentence
from delibctl.api.policies.approvals_file import (
    WRITE_REASON,
    approvals_path,
    load_approvals,
    save_approvals,
)
from delibctl.api.policies.arguments import policies_since
from delibctl.api.policies.diff import compare_places
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import (
    Approval,
    ChangedPart,
    Compared,
    Comparison,
    changed_parts,
)
from delibctl.edge.ci_job import ci_variable
from delibctl.edge.git.identity import author
from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.text.escape import encodable
from delibctl.text.suggest import nearest

NOWHERE = Place(file="")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class PartOfPolicy:
    """A changed part, and the id and title of its policy."""

    policy: str
    policy_title: str
    part: ChangedPart


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The selected parts: those to approve, those that are approved, and unchanged ids.

    `others`: the number of further parts that need an approval.
    """

    unapproved: tuple[PartOfPolicy, ...] = ()
    approved: tuple[PartOfPolicy, ...] = ()
    unchanged: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The reason for approvals, and the last day on which they count."""

    reason: str
    expires: date | None = None


def stop_in_ci(workspace: Workspace) -> None:
    """Raise DelibctlError in a CI job: only people approve."""
    if name := ci_variable(workspace.environment):
        raise DelibctlError(
            f"{name} is set, and a CI job must not approve changes; nothing was written",
            next="run the command on your machine, commit the file below accepted/ and push it",
        )


def terms(workspace: Workspace, reason: str, expires: str | None) -> Terms:
    """Return the terms. Raises DelibctlError if the reason is empty or the date has passed."""
    if not reason.strip():
        raise DelibctlError("the reason is empty", next=WRITE_REASON)
    return Terms(reason=encodable(reason.strip()), expires=_last_day(workspace, expires))


def _last_day(workspace: Workspace, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        last_day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        last_day = None
    if last_day is None or last_day < workspace.today():
        problem = "not a date" if last_day is None else "over"
        raise DelibctlError(
            f"the last day {text!r} is {problem}", next="write today or a later date as YYYY-MM-DD"
        )
    return last_day


def changes_to_accept(
    workspace: Workspace, path: Path | None, revision: str, ids: Sequence[str] = ()
) -> Selection:
    """Return the changed parts of these ids; without ids, those that need an approval.

    Raises DelibctlError if no policy has a part of that id, or if two policies have the same id.
    """
    comparison = compare_places(workspace, *policies_since(workspace, path, revision))
    _check_ids(ids, (name for compared in comparison.policies for name in _ids(compared)))
    unapproved: list[PartOfPolicy] = []
    approved: list[PartOfPolicy] = []
    others = 0
    for compared in comparison.policies:
        accepted = {id(change) for change, _ in compared.approved}
        for part in _selectable(compared):
            is_approved = all(id(change) in accepted for change in part.changes)
            if part.id in ids if ids else part.needs_approval:
                policy = compared.policy
                (approved if is_approved else unapproved).append(
                    PartOfPolicy(policy=policy.id, policy_title=policy.title, part=part)
                )
            elif part.needs_approval and not is_approved:
                others += 1
    _stop_at_namesakes(comparison, {selected.policy for selected in unapproved})
    changed = {selected.part.id for selected in (*unapproved, *approved)}
    return Selection(
        unapproved=tuple(unapproved),
        approved=tuple(approved),
        unchanged=tuple(name for name in dict.fromkeys(ids) if name not in changed),
        others=others,
    )


def _stop_at_namesakes(comparison: Comparison, ids: Container[str]) -> None:
    """Raise DelibctlError if a policy to approve has the id of another one."""
    for id, files in comparison.namesakes.items():
        if id in ids:
            raise DelibctlError(
                f"{namesakes_sentence(id, files)}; an approval would be of neither",
                next="give each policy an id of its own",
            )


def _selectable(compared: Compared) -> tuple[ChangedPart, ...]:
    """Return the changed parts. A policy that is new has nothing to approve."""
    return changed_parts(compared.diff.changes) if compared.old else ()


def _ids(compared: Compared) -> Iterable[str]:
    for contents in compared.contents:
        yield from (name for _, name in contents)
    yield from (part.id for part in changed_parts(compared.diff.changes))


def _check_ids(ids: Sequence[str], known_ids: Iterable[str]) -> None:
    names = set(known_ids)
    for name in ids:
        if name not in names:
            raise DelibctlError(f"unknown clause {name!r}", next=nearest(name, names, "id"))


def accept_changes(
    workspace: Workspace, parts: Iterable[PartOfPolicy], terms: Terms
) -> tuple[Path, ...]:
    """Write an approval of each part, in place of earlier ones, and return the files.

    Raises DelibctlError in a CI job, if git does not know who approves, or if the same approval is
    there and no longer counts.
    """
    stop_in_ci(workspace)
    by = author(workspace.absolute_folder, workspace.environment)
    added: dict[str, list[Approval]] = {}
    for selected in parts:
        approval = _approval(selected.part, terms, by, workspace.today())
        added.setdefault(selected.policy, []).append(approval)
    return tuple(
        _rewrite(workspace, policy, {approval.name for approval in approvals}, approvals)
        for policy, approvals in added.items()
    )


def _approval(part: ChangedPart, terms: Terms, by: str, today: date) -> Approval:
    return Approval(
        part=part.part,
        id=part.id,
        before=part.before,
        after=part.after,
        direction=part.loosest.direction,
        evidence=part.loosest.evidence,
        reason=terms.reason,
        by=encodable(by),
        date=today,
        expires=terms.expires,
        place=NOWHERE,
    )


def _rewrite(
    workspace: Workspace, policy: str, names: Iterable[object], added: Iterable[Approval]
) -> Path:
    """Write the approvals of a policy without those of some parts, and with new ones."""
    path, replaced = approvals_path(workspace, policy), set(names)
    present = load_approvals(workspace.repository_files, path)
    remaining = [approval for approval in present if approval.name not in replaced]
    new = tuple(added)
    for approval in present:
        # A file that stays as it is approves nothing anew.
        if replace(approval, place=NOWHERE) in new:
            raise DelibctlError(
                f"the same approval of {approval.title} no longer counts: its change was undone",
                where=str(approval.place),
                next="give another reason for making the change again",
            )
    return save_approvals(workspace, policy, (*remaining, *new))
