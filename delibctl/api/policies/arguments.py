"""What the arguments of `diff` name: what a file holds tells, never what it is called."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from delibctl.api.policies.load import Tree, find_run, kind_of
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.git.repository import root_of
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.run_file.schema import is_run_file
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError


@dataclass(frozen=True, kw_only=True)
class RunAt:
    """A run file."""

    path: Path


@dataclass(frozen=True, kw_only=True)
class PolicyAt:
    """A policy, or a folder of them, on disk or in a revision. `label`: as the user named it."""

    path: Path
    files: Tree
    label: str


def named(
    names: list[str], against: str | None, settings: Settings, state: Path | None
) -> RunAt | tuple[PolicyAt, PolicyAt]:
    """A run, or an old and a new policy. Raises DelibctlError that names the right command."""
    if against is not None:
        return _against(names, against, settings)
    found = [_policy(name) for name in names]
    match found:
        case [PolicyAt() as old, PolicyAt() as new]:
            return old, new
        case [PolicyAt() as alone]:
            path = quote(str(alone.path))
            raise DelibctlError(
                f"{alone.label} is a policy, not a run, and a diff of policies is of two",
                next=f"delibctl diff {path} --against main; or of a run: delibctl probe {path}, "
                "then: delibctl diff",
            )
        case [PolicyAt() as policy, None] | [None, PolicyAt() as policy]:
            raise DelibctlError(
                f"{policy.label} is a policy, and the other argument is none",
                next=f"delibctl probe {quote(str(policy.path))}, then: delibctl diff; or name two "
                "policies",
            )
    return RunAt(path=find_run(names, settings, state))


def _against(names: list[str], revision: str, settings: Settings) -> tuple[PolicyAt, PolicyAt]:
    if len(names) > 1:
        raise DelibctlError(
            "--against takes one policy", next=f"delibctl diff {quote(names[0])} --against REV"
        )
    path = Path(names[0]) if names else settings.policy_path
    if exists(path) and path.is_file() and is_run_file(path):
        raise DelibctlError(
            f"{path} is a run, and --against is of policies", next=f"delibctl diff {path}"
        )
    old = RevisionFiles(Path.cwd(), revision)
    return (
        PolicyAt(path=path, files=old, label=f"{revision}:{path}"),
        PolicyAt(path=path, files=_working_tree(), label=str(path)),
    )


def _policy(name: str) -> PolicyAt | None:
    """The policy of an argument; None where it may be a run."""
    path = Path(name)
    if exists(path):
        if _is_policy(path):
            return PolicyAt(path=path, files=_working_tree(), label=name)
        return None
    revision, colon, inside = name.partition(":")
    if not colon or not revision:
        return None
    files = RevisionFiles(Path.cwd(), revision)
    # As git has it: from the root of the repository, unless the path begins with a dot.
    base = Path.cwd() if inside.startswith(".") else files.root
    return PolicyAt(path=base / inside, files=files, label=name)


def _is_policy(path: Path) -> bool:
    """Whether a file is a policy or part of one, or a folder may hold some."""
    if path.is_dir():
        return any(path.rglob("*.y*ml"))
    return not is_run_file(path) and kind_of(path) is not None


def _working_tree() -> Tree:
    """Named from the root of the repository, as a revision names its files."""
    return LocalFiles(root_of(Path.cwd()) or Path.cwd())
