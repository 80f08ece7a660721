"""Sentences about approvals: those that a gate cannot rest on, and those that lapsed or expire."""

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta
from shlex import quote

from delibctl.api.policies.arguments import PolicyAt
from delibctl.compare.policies import Approval, Compared, Comparison, Spent, Status
from delibctl.compare.policies.contents import PartName
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.text.escape import one_line
from delibctl.text.suggest import nearest

#: An approval that expires within this time is reported.
_SOON = timedelta(days=14)


def stop_at_unfounded(comparison: Comparison, old: PolicyAt, new: PolicyAt) -> None:
    """Raise DelibctlError if an approval is of an unknown part or content, or has expired."""
    problems = [
        (approval, *_problem(approval, status, compared, old, new))
        for compared in comparison.policies
        for approval, status in compared.approvals
        if status in (Status.UNKNOWN, Status.EXPIRED)
    ]
    if problems:
        (first, message, advice), *further = problems
        messages = [message, *(f"{approval.place}: {text}" for approval, text, _ in further)]
        raise DelibctlError("; ".join(messages), where=str(first.place), next=advice)


def approval_notes(
    comparison: Comparison, old: PolicyAt, new: PolicyAt, today: date
) -> Iterator[str]:
    """Yield a sentence for each approval that does not count, or that expires soon.

    Those that lapsed and that the old revision has too are left out, unless their change is made
    again.
    """
    for id, files in comparison.namesakes.items():
        yield f"{namesakes_sentence(id, files)}; their approvals do not count"
    for compared in comparison.policies:
        for approval, status in compared.approvals:
            if status in (Status.UNKNOWN, Status.EXPIRED):
                yield f"{approval.place}: {_problem(approval, status, compared, old, new)[0]}"
            elif status is Status.LAPSED and (approval.added or is_redone(approval, compared)):
                yield _lapse(approval, compared)
            elif status is Status.VALID and approval.expires and approval.expires <= today + _SOON:
                yield f"the approval of {approval.title} expires on {approval.expires}"


def namesakes_sentence(id: str, files: Sequence[str]) -> str:
    """Return a sentence about the policies that have the same id."""
    return f"{len(files)} policies have the id {id}: {', '.join(files)}"


def is_redone(approval: Approval, compared: Compared) -> bool:
    """Return True for an approval of the base that does not count for making its change again."""
    old, new = (contents.get(approval.name, "") for contents in compared.contents)
    return not approval.is_open and new == approval.after != old


def _problem(
    approval: Approval, status: Status, compared: Compared, old: PolicyAt, new: PolicyAt
) -> tuple[str, str]:
    """Return the problem of an approval, and the next step."""
    clause = quote(approval.id)
    removal = f"remove the approval: delibctl accept --revoke --clause {clause}"
    if status is Status.EXPIRED:
        return (
            f"the approval of {approval.title} expired on {approval.expires}",
            f"renew it: delibctl accept --clause {clause} --expires DATE, or {removal}",
        )
    names = _part_names(compared)
    if approval.name not in names:
        ids = {id for part, id in names if part is approval.part}
        return (
            f"approval of {approval.title}, which does not exist",
            f"{nearest(approval.id, ids, approval.part)}; or {removal}",
        )
    before, after = _version(old, old.label), _version(new, "this branch")
    return (
        f"the approval of {approval.title} was given for a text that neither {before} nor {after} "
        "has",
        f"approve the present text with delibctl accept, or {removal}",
    )


def _version(at: PolicyAt, otherwise: str) -> str:
    return at.files.revision if isinstance(at.files, RevisionFiles) else otherwise


def _part_names(compared: Compared) -> list[PartName]:
    return [name for contents in compared.contents for name in contents]


def _lapse(approval: Approval, compared: Compared) -> str:
    """Return the sentence for an approval of a text that the part no longer has."""
    old, new = compared.contents
    if is_redone(approval, compared):
        return f"the approval of {approval.title} lapsed: {_why_spent(approval)}"
    if approval.name not in new:
        return f"the approval of {approval.title} lapsed: the {approval.part} was removed"
    if old.get(approval.name, "") in (approval.before, approval.after):
        return f"the approval of {approval.title} lapsed: its text changed again"
    return f"the approval of {approval.title} is of another text and does not count"


def _why_spent(approval: Approval) -> str:
    if approval.spent is Spent.UNREAD:
        return "git could not tell whether the change was taken back since"
    if approval.spent is Spent.TAKEN_BACK:
        return "the change was taken back since"
    return "the earlier version has the approval without the change"


def made_again(compared: Compared, parts: Container[PartName]) -> Iterator[str]:
    """Yield who approved each change of these parts that is made again, and what to do."""
    for approval, _ in compared.approvals:
        if approval.name not in parts or not is_redone(approval, compared):
            continue
        given = f"{approval.title} was approved on {approval.date} by {one_line(approval.by, 60)}"
        if approval.spent is Spent.UNREAD:
            yield (
                f"{given}, and the history of the base could not be read to tell whether it was "
                "taken back since; approve it again, or fetch the whole history"
            )
        elif approval.spent is Spent.TAKEN_BACK:
            yield f"{given} and taken back since; approve it again"
        else:
            yield (
                f"{given}, which does not count for this branch: the base has revoked that since, "
                "or it was for a change of another text; approve it again"
            )
