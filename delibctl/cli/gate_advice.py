"""The next step after a gate on two policies failed."""

import shlex
from collections.abc import Sequence

from delibctl.api.policies.arguments import PolicyAt
from delibctl.compare.policies import Comparison
from delibctl.compare.policies.gates import needs_approval
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.git.revisions import parting_of
from delibctl.errors import DelibctlError


def accept_arguments(
    names: Sequence[str], against: str | None, old: PolicyAt, new: PolicyAt
) -> tuple[str, ...] | None:
    """Return the arguments with which `delibctl accept` compares the same policies.

    None if they are not a policy in a revision and the same one in the working tree. A revision
    that went on since is named with the branch: what it did since is not approved.
    """
    if against is not None:
        files = old.files
        shown = _parting(files, against) if isinstance(files, RevisionFiles) else against
        return (*names, "--against", shown)
    if not isinstance(old.files, RevisionFiles) or isinstance(new.files, RevisionFiles):
        return None
    if real_path(old.path) != real_path(new.path):
        return None
    return (new.label, "--against", old.files.revision)


def _parting(files: RevisionFiles, revision: str) -> str:
    try:
        return parting_of(files.repository, revision)
    except DelibctlError:
        return revision


def gate_advice(comparison: Comparison, arguments: Sequence[str] | None) -> str:
    """Return the next step; "" if no gate failed. `arguments`: those for `delibctl accept`."""
    failing = [change for result in comparison.gate_results for change in result.failing]
    if not failing:
        return ""
    approvable = [change for change in failing if change.part_before or change.part_after]
    if not approvable:
        return "raise the version of the policy"
    if arguments is None:
        return "undo the changes, or compare with a git revision (--against) to approve them"
    # Without ids, only the changes that the gate `unapproved` fails on are selected.
    subjects = () if all(map(needs_approval, approvable)) else [c.subject for c in approvable]
    ids = [word for name in dict.fromkeys(subjects) for word in ("--clause", name)]
    command = shlex.join(["delibctl", "accept", *arguments, *ids])
    if len(approvable) < len(failing):
        return f"raise the version, and undo the other changes or approve them: {command}"
    return f"undo the changes, or approve them: {command}"
