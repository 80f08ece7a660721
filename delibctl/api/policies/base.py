"""The old side of a comparison: policies as they were, also where they were broken or elsewhere."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.base_errors import errors_of, policy_with_errors, replace_broken_links
from delibctl.api.policies.configuration_files import policy_files
from delibctl.api.policies.load import sound
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import PolicyNotFound, open_folder, open_paths
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.compare.policies import Suppressed, Tested
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.lint import suppressions
from delibctl.policy import Bundle, build, gather, place_of
from delibctl.source import Document

_POLICY = re.compile(r"""^\W{0,3}policy\b|[{,]\s*["']?policy\b""", re.MULTILINE)


@dataclass
class Base:
    """The policies of the old side, and sentences about what could not be compared as it is.

    `lost`: the policies that are shown as new because a shallow clone lacks a version to compare.
    `names`: all files that were read, and the path as it was written.
    """

    policies: list[Tested] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def tested(workspace: Workspace, bundles: Iterable[Bundle]) -> tuple[Tested, ...]:
    """Return policies with what tests them. They must have no errors."""
    today = workspace.today().isoformat()
    policies: list[Tested] = []
    for bundle in bundles:
        policy = build(bundle)
        cases = build_cases(bundle.cases, policy, today)
        find = partial(place_of, bundle)
        policies.append(
            Tested(
                file=bundle.policy.name,
                policy=policy,
                cases=cases,
                place_of=find,
                suppressed=tuple(_suppressed(bundle, workspace.today())),
            )
        )
    return tuple(policies)


def _suppressed(bundle: Bundle, today: date) -> Iterator[Suppressed]:
    for document in bundle.documents:
        for entry in suppressions(document):
            if entry.is_valid(today):
                text = document.lines.line(entry.line).partition("# delib:")[0].strip()
                yield from (
                    Suppressed(code=code, text=text, place=entry.place)
                    for code in dict.fromkeys(entry.codes)
                )


def load_base(
    workspace: Workspace,
    at: PolicyAt,
    after: Sequence[Tested],
    new: Opened = Opened(),  # noqa: B008
    now: FileTree | None = None,
) -> Base:
    """Return the policies of the old side, those of `after` wherever they were in a revision.

    `new` is what was opened on the new side, `now` all of its files. Raises PolicyNotFound if there
    is no policy and `at` is not optional, and DelibctlError if a file outside of a revision has
    errors.
    """
    base = Base()
    if isinstance(at.files, RevisionFiles):
        base.notices += replace_broken_links(sorted(new.names), at.files)
    opened = _open(at, new.names).without(new)
    _stop_at_unread(opened, new, at)
    if not isinstance(at.files, RevisionFiles):
        bundles = sound(at.path, opened, at.files) if opened.bundles or not at.optional else []
        return Base(list(tested(workspace, bundles)), opened.notes)
    base.names = opened.names | {at.files.as_written(at.path)}
    _add(workspace, base, opened, at.files)
    if not at.optional and not base.policies and not base.notices:
        sound(at.path, opened, at.files)
    ids = {policy.policy.id for policy in base.policies}
    files = {policy.file for policy in base.policies}
    moved = {new.policy.id for new in after if new.policy.id not in ids and new.file not in files}
    # What the configuration of the revision names is compared, not what this branch names.
    is_named = at.former is not None and base.policies
    if at.optional and moved and not is_named:
        _add_moved(
            workspace, base, moved, files | _still_there(moved, at.files.root, now), at.files
        )
    return base


def _still_there(ids: set[str], root: Path, now: FileTree | None) -> set[str]:
    """Return the files with a policy of an id now: it did not move, another one has its id."""
    return {file for file, id in policy_files(now, root).items() if id in ids} if now else set()


def _add_moved(
    workspace: Workspace, base: Base, ids: set[str], known: set[str], files: RevisionFiles
) -> None:
    """Add the policies of some ids wherever they are in a revision, but for known files."""
    elsewhere = open_folder(files.root, files)
    bundles = [
        bundle
        for bundle in elsewhere.bundles
        if _id(bundle.policy) in ids and bundle.policy.name not in known
    ]
    moved = Base()
    _add(workspace, moved, Opened(bundles=bundles), files)
    for document in elsewhere.broken:
        if document.name not in known and any(_may_have(document, id) for id in ids):
            _add_broken(moved, gather(document, files), files)
    base.policies += [policy for policy in moved.policies if policy.policy.id in ids]
    base.notices += moved.notices
    base.lost += moved.lost


def _may_have(broken: Document, id: str) -> bool:
    """Return True if a file that cannot be parsed may be the policy of an id."""
    pattern = rf"""\bid["']?\s*:\s*["']?{re.escape(id)}(?![\w.-])"""
    return _POLICY.search(broken.text) is not None and bool(re.search(pattern, broken.text))


def _stop_at_unread(old: Opened, new: Opened, at: PolicyAt) -> None:
    """Raise DelibctlError if a file of a policy on one side could not be read on the other."""
    for one, other, label in ((new, old, ""), (old, new, at.files.label)):
        for name, problem in one.unread.items():
            if other.has(name):
                raise DelibctlError(f"{name}{label} {problem}", next="restore the file")
        for document in one.others:
            if document.data is None and document.name in other.names:
                (first, *_) = document.problems
                raise DelibctlError(first.message, where=str(first.place), next=first.next)


def _open(at: PolicyAt, ours: Container[str]) -> Opened:
    try:
        return open_paths([at.path], at.files, ours=ours)
    except PolicyNotFound:
        if not at.optional:
            raise
        return Opened(label=at.files.label)


def _id(policy: Document) -> str:
    """Return the id of a policy; "" if it has none."""
    head = policy.data["policy"] if isinstance(policy.data, dict) else None
    return str(head.get("id", "")) if isinstance(head, dict) else ""


def _add(workspace: Workspace, base: Base, opened: Opened, files: RevisionFiles) -> None:
    """Add the opened policies as far as they can be built, and say which could not."""
    base.notices += opened.notes
    for document in opened.broken:
        _add_broken(base, gather(document, files), files)
    for bundle in opened.bundles:
        if errors_of(bundle):
            _add_broken(base, bundle, files)
        else:
            base.policies += tested(workspace, [bundle])


def _add_broken(base: Base, bundle: Bundle, files: RevisionFiles) -> None:
    """Add a policy that has errors, or the sentence that it is lost."""
    policy, notice = policy_with_errors(bundle, files)
    base.notices += [notice] if notice else []
    if policy:
        base.policies.append(policy)
    elif notice and files.repository.is_shallow():
        base.lost.append(bundle.policy.name)
