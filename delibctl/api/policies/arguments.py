"""The arguments of `diff`: a file is recognised by its content, never by its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from delibctl.api.policies.load import Tree, find_run, kind_of
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.edge.run_file.schema import is_run_file
from delibctl.errors import DelibctlError


@dataclass(frozen=True, kw_only=True)
class RunAt:
    """A run file."""

    path: Path


@dataclass(frozen=True, kw_only=True)
class PolicyAt:
    """A policy, or a folder of them, on disk or in a revision.

    `label`: as the user named it. `optional`: it may be missing, if the other side has it.
    """

    path: Path
    files: Tree
    label: str
    optional: bool = False


def diff_arguments(
    workspace: Workspace, names: Sequence[str], against: str | None = None
) -> RunAt | tuple[PolicyAt, PolicyAt]:
    """Return the run to compare, or an old and a new policy.

    Raises DelibctlError with the right command if the arguments cannot be compared.
    """
    if against is not None:
        return _against(workspace, names, against)
    policies = [policy_at(workspace, name) for name in names]
    match policies:
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
    if len(names) > 1:
        raise DelibctlError(
            f"{len(names)} arguments, but a run is compared only with its own cases",
            next="name one run",
            usage=f"delibctl diff {quote(names[0])}",
        )
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


def policies_against(
    workspace: Workspace, name: str | Path | None, revision: str
) -> tuple[PolicyAt, PolicyAt]:
    """Return a policy in a revision and in the working tree; the configured one without a name.

    Raises DelibctlError if it is a run, or git does not know the revision.
    """
    path = workspace.policy_or_default(name)
    if exists(path) and path.is_file() and is_run_file(path):
        raise DelibctlError(
            f"{path} is a run, and only policies are compared with a revision",
            next="leave out the revision",
            usage=f"delibctl diff {quote(str(path))}",
        )
    before, shown = workspace.revision_files(revision), workspace.short(path)
    return (
        PolicyAt(path=path, files=before, label=f"{revision}:{shown}", optional=True),
        PolicyAt(path=path, files=workspace.repository_files, label=str(shown), optional=True),
    )


def policy_at(workspace: Workspace, name: str) -> PolicyAt | None:
    """Return the policy of a path or REV:path; None if it may be a run."""
    path = workspace.path(name)
    if exists(path):
        if _is_policy(workspace, path):
            return PolicyAt(path=path, files=workspace.repository_files, label=name)
        return None
    revision, colon, inside = name.partition(":")
    if not colon or not revision:
        return None
    files = workspace.revision_files(revision)
    # As in git: relative to the root of the repository, unless the path begins with a dot.
    base = workspace.absolute_folder if inside.startswith(".") else files.root
    return PolicyAt(path=base / inside, files=files, label=name)


def _is_policy(workspace: Workspace, path: Path) -> bool:
    """Return True if a file is a policy or part of one, or a folder may hold some."""
    if path.is_dir():
        return any(path.rglob("*.y*ml"))
    return not is_run_file(path) and kind_of(workspace, path) is not None
