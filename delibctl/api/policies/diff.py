"""Comparing two policies: the changes, and their directions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from delibctl.api.policies.approval_notes import stop_at_unfounded
from delibctl.api.policies.approvals import approvals_of
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.base import Base, load_base, tested
from delibctl.api.policies.configuration_moves import ConfigurationMoves, folder_of
from delibctl.api.policies.configurations import configuration_at, settings_at
from delibctl.api.policies.configured_cases import with_configuration
from delibctl.api.policies.load import open_policies, sound
from delibctl.api.policies.moved_settings import without_moves
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import PolicyNotFound, open_paths
from delibctl.api.policies.taken_back import with_history
from delibctl.api.policies.waivers import load_waivers
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Comparison, Gate, Profile, Tested, compare_policies
from delibctl.edge.files.pipe_copies import is_copy
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.links import new_links
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.git.working_files import WorkingFiles
from delibctl.errors import NoVerdict


@dataclass(frozen=True, kw_only=True)
class Strictness:
    """The profile of breaking changes, and the file of accepted changes."""

    profile: Profile = Profile.BEHAVIOR
    waivers: Path | None = None


def diff_policies(
    workspace: Workspace,
    old: PolicyAt,
    new: PolicyAt,
    strictness: Strictness = Strictness(),
    gates: Sequence[Gate] = (),
) -> Comparison:
    """Compare the policies at two places, and apply the gates to the changes.

    Raises DelibctlError if a policy, its approvals or the file of waivers cannot be read, or if
    there are gates and an approval has expired or is of something unknown.
    """
    comparison = compare_places(workspace, old, new, strictness, gates)
    if gates:
        stop_at_unfounded(comparison, old, new)
    return comparison


def compare_places(
    workspace: Workspace,
    old: PolicyAt,
    new: PolicyAt,
    strictness: Strictness = Strictness(),
    gates: Sequence[Gate] = (),
) -> Comparison:
    """Compare the policies at two places, whatever the status of their approvals.

    Raises DelibctlError if a policy cannot be read, or is on neither side.
    """
    base, after, notices = _sides(workspace, old, new)
    old = replace(old, folder=old.folder or _former_folder(workspace, old, new))
    before, later, kept = _with_settings(
        workspace, old, base.policies, new, after, _kept(workspace, new, after)
    )
    if gates and base.lost:
        raise NoVerdict(
            f"{base.lost[0]} had errors in {old.label}, and this clone is too shallow to hold "
            "an earlier version",
            next="fetch the whole history with git fetch --unshallow (fetch-depth: 0 in CI)",
        )
    before, later = _with_known_cases(old, before), _with_known_cases(new, later)
    waivers = load_waivers(workspace, strictness.waivers) if strictness.waivers else ()
    ids = [tested.policy.id for tested in later]
    gone = [tested.policy.id for tested in before if tested.policy.id not in ids]
    approvals = approvals_of(workspace, (*ids, *gone), new, old, gone)
    compare = partial(
        compare_policies, before, later, strictness.profile, tuple(gates), waivers, former=kept
    )
    comparison = compare(approvals=approvals)
    if new.history is not None:
        counting = with_history(workspace, comparison, approvals, new)
        comparison = comparison if counting is approvals else compare(approvals=counting)
    if comparison.changes:
        notices = (*notices, *_newer_commits(old, new))
    return replace(comparison, notices=notices)


def _former_folder(workspace: Workspace, old: PolicyAt, new: PolicyAt) -> Path | None:
    """Return where the configuration of the new side was on the old one, if it moved."""
    if not isinstance(old.files, RevisionFiles):
        return None
    present = configuration_at(workspace, new.files, new.folder)
    former = ConfigurationMoves(old.files, new.files).former(present)
    return folder_of(old.files, former) if former not in ("", present) else None


def _with_settings(
    workspace: Workspace,
    old: PolicyAt,
    before: Sequence[Tested],
    new: PolicyAt,
    after: Sequence[Tested],
    kept: Sequence[Tested],
) -> tuple[Sequence[Tested], Sequence[Tested], Sequence[Tested]]:
    """Return the policies with their configurations, if those of both sides are known."""
    # The configuration may name a policy of another repository.
    files = new.files if new.former is None else workspace.repository_files
    was = settings_at(workspace, old.files, old.folder)
    is_now = settings_at(workspace, files, new.folder)
    if was is None or is_now is None:
        return before, after, kept
    earlier = with_configuration(workspace, old, before, was)
    same = without_moves(was, is_now, files)
    return (
        [replace(each, settings=same) for each in earlier],
        with_configuration(workspace, new, after, is_now),
        with_configuration(workspace, new, kept, is_now),
    )


def _kept(workspace: Workspace, new: PolicyAt, after: Sequence[Tested]) -> tuple[Tested, ...]:
    """Return the policies that the configuration no longer names, as they are now."""
    if new.former is None:
        return ()
    files = workspace.working_files(new.former)
    try:
        found = tested(workspace, open_policies(new.former, files))
    except PolicyNotFound:
        return ()
    known = {policy.file for policy in after}
    return tuple(policy for policy in found if policy.file not in known)


def _with_known_cases(at: PolicyAt, policies: Sequence[Tested]) -> Sequence[Tested]:
    """Return the policies; the cases of one that comes through a pipe are unknown."""
    return [replace(each, has_cases=False) for each in policies] if is_copy(at.path) else policies


def _newer_commits(old: PolicyAt, new: PolicyAt) -> Iterator[str]:
    """Yield a sentence if the revision has commits that the working tree lacks."""
    files = old.files
    if not isinstance(files, RevisionFiles) or not isinstance(new.files, WorkingFiles):
        return
    parted = files.repository.merge_base(files.commit)
    if parted and parted != files.commit:
        yield (
            f"{files.revision} has commits that this branch lacks, and the changes show them "
            f"undone; for those of the branch alone compare with {files.revision}...HEAD"
        )


def load_policies(workspace: Workspace, at: PolicyAt) -> tuple[Tested, ...]:
    """Return every policy at a place, with its cases."""
    policies = tested(workspace, open_policies(at.path, at.files))
    return tuple(replace(each, settings=settings_at(workspace, at.files)) for each in policies)


def _sides(
    workspace: Workspace, old: PolicyAt, new: PolicyAt
) -> tuple[Base, tuple[Tested, ...], tuple[str, ...]]:
    """Return the old and the new policies, and sentences about what could not be compared."""
    try:
        opened = open_paths([new.path], new.files)
        after = tested(workspace, sound(new.path, opened, new.files))
    except PolicyNotFound:
        if not new.optional:
            raise
        opened, after = Opened(), ()
    base = load_base(workspace, old, after, opened, new.files)
    if not after and not base.policies and isinstance(old.files, RevisionFiles):
        raise PolicyNotFound(
            f"neither {old.files.revision} nor this folder has {new.label}",
            next="check the path",
        )
    links = new_links(base.names, old.files, new.files)
    notices = (
        *_swapped(old, new),
        *links,
        *base.notices,
        *opened.notes,
        *_ignored(new.files, opened),
    )
    return base, after, tuple(dict.fromkeys(notices))


def _swapped(old: PolicyAt, new: PolicyAt) -> Iterator[str]:
    """Yield a sentence if the configurations of both sides name different policies."""
    if new.former is not None:
        yield (
            f"the configurations name different policies: {old.label} is compared with "
            f"{new.label}, and with itself as it is now"
        )


def _ignored(files: FileTree, opened: Opened) -> Iterator[str]:
    """Yield a sentence for each file that git ignores."""
    if not isinstance(files, WorkingFiles):
        return
    for name in dict.fromkeys((*files.ignored, *files.ignored_among(sorted(opened.names)))):
        result = "it is in no revision" if name in opened.names else "it was not compared"
        yield f"git ignores {name}, so {result}"
