"""The policy with which rows were accepted, as git has it."""

from collections.abc import Iterator
from pathlib import Path

from delibctl.api.policies.load import open_policies
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.known_policy import knows
from delibctl.compare.accepted.shown_policy import shown_alike
from delibctl.edge.accepted.folder import Rows
from delibctl.edge.git.repository import Repository
from delibctl.errors import DelibctlError
from delibctl.model import Policy
from delibctl.policy import build

#: Commits that are searched, from the newest that changed accepted rows.
_MOST = 20


def former_policy(
    workspace: Workspace, rows: Rows, present: Policy, path: Path, folder: Path
) -> Policy | None:
    """Return the policy that rows were accepted with, in all that counts for them.

    It is the present one or that of a commit, if it is the policy of all rows. Else it is that of a
    commit which changed the rows in `folder`, or the present one, if each row was shown the same of
    it: so it is after a merge of branches that accepted in different categories. None if git has no
    such policy, as where the history is shallow.
    """
    all_rows = [row for of_mode in rows.values() for row in of_mode]
    if knows(all_rows, present):
        return present
    committed = []
    for policy in _committed(workspace, path, folder):
        if policy.id == present.id:
            if knows(all_rows, policy):
                return policy
            committed.append(policy)
    # HEAD comes last of the commits: it may have edits that no row was accepted with.
    for policy in (*committed[1:], *committed[:1], present):
        if shown_alike(rows, policy):
            return policy
    return None


def _committed(workspace: Workspace, path: Path, folder: Path) -> Iterator[Policy]:
    try:
        repository = Repository.of(workspace.folder / path, workspace.environment)
    except DelibctlError:
        return
    for commit in ("HEAD", *repository.commits_on(folder, _MOST)):
        try:
            files = workspace.revision_files(commit, path)
            bundles = open_policies(path, files)
        except DelibctlError:
            continue
        yield from map(build, bundles)
