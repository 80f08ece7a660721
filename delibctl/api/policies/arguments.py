"""The arguments of `diff`: a file is recognised by its content, never by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from os.path import normpath
from pathlib import Path
from shlex import quote

from delibctl.api.policies.configurations import policy_in
from delibctl.api.policies.load import document_at
from delibctl.api.runs.find import find_run
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.files.pipe_copies import is_copy
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.repository import Repository, in_repository, root_of
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.git.revisions import parting_of, tip_of
from delibctl.edge.run_file.schema import is_run_file
from delibctl.errors import DelibctlError

#: `REV:path`, and `:path` or `:0:path` for the index. A revision may have colons in its braces.
_IN_GIT = re.compile(r"(:0|(?:[^:{]|\{[^}]*\})*):((?<=.:)(?!/).*|(?<=^:)(?!/).*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class RunAt:
    """A run file."""

    path: Path


@dataclass(frozen=True, kw_only=True)
class PolicyAt:
    """A policy, or a folder of them, on disk or in a revision.

    `label`: as the user named it. `optional`: it may be missing, if the other side has it.
    `former`: the policy that the configuration of the old side names, if the new one names another.
    `approvals`: where its approvals are read, and all of them count; None for its own files, where
    those count that the other side lacks. `folder`: the working folder as it was called there; None
    for that of the workspace. `history`: the base, whose history tells which of its approvals were
    used; None if it is not read, and then those of the other side cover nothing.
    """

    path: Path
    files: FileTree
    label: str
    optional: bool = False
    former: Path | None = None
    approvals: FileTree | None = None
    folder: Path | None = None
    history: RevisionFiles | None = None


def diff_arguments(
    workspace: Workspace, names: Sequence[str], against: str | None = None
) -> RunAt | tuple[RunAt, RunAt] | tuple[PolicyAt, PolicyAt]:
    """Return the run to compare, two runs, or an old and a new policy.

    Raises DelibctlError with the right command if the arguments cannot be compared.
    """
    if against is not None:
        return _against(workspace, names, against)
    match policies_at(workspace, names):
        case [PolicyAt() as before, PolicyAt() as after]:
            return before, after
        case [PolicyAt() as policy]:
            path = quote(str(policy.path))
            raise DelibctlError(
                f"{policy.label} is a policy, not a run, and comparing policies needs two",
                next="name a second policy or a revision, or probe the policy to get a run",
                usage=f"delibctl diff {path} --against main; or for a run: delibctl probe {path}, "
                "then delibctl diff",
            )
        case [PolicyAt() as policy, None] | [None, PolicyAt() as policy]:
            raise DelibctlError(
                f"{policy.label} is a policy, and the other argument is not",
                next="name two policies, or one run",
                usage=f"name two policies; or for a run: delibctl probe {quote(str(policy.path))}, "
                "then delibctl diff",
            )
    if len(names) > 2:
        raise DelibctlError(
            f"{len(names)} arguments, but at most two runs are compared",
            next="name one run or two",
            usage=f"delibctl diff {quote(names[0])} {quote(names[1])}",
        )
    if len(names) == 2:
        first, second = names
        return RunAt(path=find_run(workspace, first)), RunAt(path=find_run(workspace, second))
    return RunAt(path=find_run(workspace, names[0] if names else None))


def _against(
    workspace: Workspace, names: Sequence[str], revision: str
) -> tuple[PolicyAt, PolicyAt]:
    if len(names) > 1:
        raise DelibctlError(
            "a revision is compared with one policy",
            next="name one policy",
            usage=f"delibctl diff {quote(names[0])} --against REV",
        )
    return policies_against(workspace, names[0] if names else None, revision)


def policies_since(
    workspace: Workspace, name: str | Path | None, revision: str
) -> tuple[PolicyAt, PolicyAt]:
    """Return the same as `policies_against`, with the commit where HEAD left the revision.

    So what the revision did since is not taken for a change of the branch, as in `ci`.
    """
    repository = Repository.of(workspace.policy_or_default(name), workspace.environment)
    return policies_against(workspace, name, parting_of(repository, revision))


def policies_against(
    workspace: Workspace, name: str | Path | None, revision: str
) -> tuple[PolicyAt, PolicyAt]:
    """Return a policy in a revision and in the working tree.

    Without a name, it is on each side the one that the configuration there names. Raises
    DelibctlError if it is a run, or git does not know the revision.
    """
    path = workspace.policy_or_default(name)
    if exists(path) and path.is_file() and is_run_file(path):
        raise DelibctlError(
            f"{path} is a run, and only policies are compared with a revision",
            next="leave out the revision",
            usage=f"delibctl diff {quote(str(path))}",
        )
    before, shown = workspace.revision_files(revision, path), workspace.short(path)
    if before.repository.is_bare:
        raise DelibctlError(
            f"{before.root} is a bare repository, so it has no working tree to compare",
            next="compare two revisions",
            usage=f"compare two revisions, such as delibctl diff {quote(revision)}:. HEAD:.",
        )
    after = workspace.working_files(path)
    old = PolicyAt(path=path, files=before, label=f"{revision}:{shown}", optional=True)
    base = workspace.revision_files(tip_of(revision), path)
    new = PolicyAt(path=path, files=after, label=str(shown), optional=True, history=base)
    former = named_in(workspace, revision, path) if name is None else None
    return (former, replace(new, former=former.path)) if former else (old, new)


def named_in(workspace: Workspace, revision: str, path: Path) -> PolicyAt | None:
    """Return the policy that the configuration of a revision names; None if that is the path."""
    if not in_repository(workspace.absolute_folder):
        return None
    files = workspace.revision_files(revision)
    named = policy_in(workspace, files)
    if named is None or normpath(named) == normpath(workspace.absolute_folder / path):
        return None
    label = f"{revision}:{workspace.short(named)}"
    return PolicyAt(path=named, files=files, label=label, optional=True, former=named)


def policies_at(workspace: Workspace, names: Sequence[str]) -> tuple[PolicyAt | None, ...]:
    """Return the policy of each path or REV:path; None if it may be a run.

    Beside a revision, files on disk are those of the working tree, as git sees it.
    """
    policies = tuple(_policy_at(workspace, name, names) for name in names)
    if not any(policy and isinstance(policy.files, GitFiles) for policy in policies):
        return policies
    return tuple(
        replace(policy, files=workspace.working_files(policy.path))
        if policy and not isinstance(policy.files, GitFiles)
        else policy
        for policy in policies
    )


def _policy_at(workspace: Workspace, name: str, names: Sequence[str]) -> PolicyAt | None:
    path = workspace.path(name)
    if exists(path):
        files = LocalFiles(root_of(path.absolute()) or workspace.folder, workspace.folder)
        if _is_policy(workspace, path):
            return PolicyAt(path=path, files=files, label=name)
        return None
    match = _IN_GIT.fullmatch(name)
    if match is None:
        return None
    revision, inside = match.groups()
    here = workspace.absolute_folder
    # As in git: relative to the root of the repository, unless the path begins with a dot.
    start = here / inside if inside.startswith(".") else _in_repository(workspace, names)
    git_files = (
        workspace.staged_files(start)
        if revision in ("", ":0")
        else workspace.revision_files(revision, start)
    )
    base = here if inside.startswith(".") else git_files.root
    return PolicyAt(path=base / inside, files=git_files, label=name)


def _in_repository(workspace: Workspace, names: Sequence[str]) -> Path:
    """Return the working folder; outside of a repository the first path of the arguments."""
    here = workspace.absolute_folder
    paths = [here / name for name in names if exists(here / name)]
    return next((path for path in (here, *paths) if in_repository(path)), here)


def _is_policy(workspace: Workspace, path: Path) -> bool:
    """Return True if a file is a policy or part of one, or a folder may hold some."""
    files = workspace.files
    if path.is_dir():
        return any(files.walk(files.name(path)))
    if is_run_file(path):
        return False
    document = document_at(workspace, path)
    is_yaml = path.suffix.lower() in (".yaml", ".yml") or is_copy(path)
    # A broken policy is still one: its error is what the user must see.
    return document.kind is not None or (document.data is None and is_yaml)
