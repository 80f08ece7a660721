"""The old side of a comparison: policies as they were, also where they were broken or elsewhere."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.load import ESSENTIAL_RULES, sound
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import PolicyNotFound, open_folder, open_paths
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.compare.policies import Tested
from delibctl.edge.files.entry import LEADS_OUT, SUBMODULE
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.lint import Finding, Level, lint
from delibctl.policy import Bundle, build, gather, place_of
from delibctl.source import Document, read

#: Errors of references: what they name is missing, but the policy can be built and compared.
_HARMLESS = ("REF202", "REF206", "REF207", "CAS")
#: The most commits of a file that are searched for a version without errors.
_MOST_COMMITS = 50


@dataclass
class Base:
    """The policies of the old side, and sentences about what could not be compared as it is.

    `lost`: the policies that are shown as new because a shallow clone lacks a version to compare.
    """

    policies: list[Tested] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def tested(workspace: Workspace, bundles: Iterable[Bundle]) -> tuple[Tested, ...]:
    """Return policies with their cases. They must have no errors."""
    today = workspace.today().isoformat()
    policies: list[Tested] = []
    for bundle in bundles:
        policy = build(bundle)
        cases = build_cases(bundle.cases, policy, today)
        find = partial(place_of, bundle)
        policies.append(Tested(file=bundle.policy.name, policy=policy, cases=cases, place_of=find))
    return tuple(policies)


def load_base(
    workspace: Workspace,
    at: PolicyAt,
    after: Sequence[Tested],
    new: Opened = Opened(),  # noqa: B008
) -> Base:
    """Return the policies of the old side, those of `after` wherever they were in a revision.

    `new` is what was opened on the new side. Raises PolicyNotFound if there is no policy and `at`
    is not optional, and DelibctlError if a file outside of a revision has errors.
    """
    opened = _open(at, new.names).without(new)
    _stop_at_unread(opened, new, at)
    if not isinstance(at.files, RevisionFiles):
        bundles = sound(at.path, opened, at.files) if opened.bundles or not at.optional else []
        return Base(list(tested(workspace, bundles)), opened.notes)
    base = Base()
    _add(workspace, base, opened, at.files)
    if not at.optional and not base.policies and not base.notices:
        sound(at.path, opened, at.files)
    ids = {policy.policy.id for policy in base.policies}
    files = {policy.file for policy in base.policies}
    moved = {new.policy.id for new in after if new.policy.id not in ids and new.file not in files}
    if at.optional and moved:
        elsewhere = open_folder(at.files.root, at.files)
        elsewhere.bundles = [
            bundle
            for bundle in elsewhere.bundles
            if _id(bundle.policy) in moved and bundle.policy.name not in files
        ]
        elsewhere.loose, elsewhere.others, elsewhere.unread = [], [], {}
        _add(workspace, base, elsewhere, at.files)
    return base


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
        _add_policy(base, gather(document, files), files)
    for bundle in opened.bundles:
        if _errors(bundle):
            _add_policy(base, bundle, files)
        else:
            base.policies += tested(workspace, [bundle])


def _add_policy(base: Base, bundle: Bundle, files: RevisionFiles) -> None:
    """Add a policy that has errors: as it is, else with its files as they last were sound."""
    policy = bundle.policy
    _stop_at_outside(bundle, files)
    first = (_errors(bundle) if policy.kind == "policy" else _errors_of(policy))[0]
    where = f"{files.from_here(first.place.file)}:{first.place.line}:{first.place.column}"
    problem = f"{where}: {first.message} ({first.code})"
    if not _files_with_errors(bundle):
        base.policies.append(_without_cases(bundle))
        intro = f"the policy in {files.revision} has an error"
        base.notices.append(f"{intro}: {problem}; it is compared as it is")
        return
    commits = _repair(bundle, files)
    repaired = _gathered(bundle, files)
    intro = f"the policy in {files.revision} does not parse: {problem}"
    if not _files_with_errors(repaired):
        base.policies.append(_without_cases(repaired))
        versions = ", ".join(f"{name} of {commit[:9]}" for name, commit in commits.items())
        base.notices.append(f"{intro}; compared with the last version that does: {versions}")
    elif policy.kind in ("policy", None):
        base.notices.append(f"{intro}; no earlier version does, so everything in it is new")
        if files.repository.is_shallow():
            base.lost.append(policy.name)


def _stop_at_outside(bundle: Bundle, files: RevisionFiles) -> None:
    """Raise DelibctlError if a policy names a file outside of the repository."""
    for missing in bundle.unmatched:
        if missing.problem == LEADS_OUT or missing.problem.startswith(SUBMODULE):
            problem, _, command = missing.problem.partition(": ")
            raise DelibctlError(
                f"{missing.pattern!r} {problem}, so {files.revision} has no version of it",
                where=f"{bundle.policy.name}:{bundle.policy.place(missing.path).line}",
                next=command or "copy the file into the repository, and name it there",
            )


def _errors(bundle: Bundle) -> tuple[Finding, ...]:
    return lint([bundle], (), ESSENTIAL_RULES).at_least(Level.ERROR)


def _errors_of(document: Document) -> tuple[Finding, ...]:
    return lint((), [document], ESSENTIAL_RULES).at_least(Level.ERROR)


def _without_cases(bundle: Bundle) -> Tested:
    """Return a policy whose cases may have errors; those of the new side are compared."""
    return Tested(file=bundle.policy.name, policy=build(bundle), place_of=partial(place_of, bundle))


def _repair(bundle: Bundle, files: RevisionFiles) -> dict[str, str]:
    """Replace files with errors by their last versions without; return the commit of each."""
    commits: dict[str, str] = {}
    for name in _files_with_errors(_gathered(bundle, files)):
        for commit in files.commits_of(name, _MOST_COMMITS):
            files.replaced[name] = files.earlier(commit, name)
            if name not in _files_with_errors(_gathered(bundle, files)):
                commits[name] = commit
                break
        else:
            files.replaced.pop(name, None)
    return commits


def _gathered(bundle: Bundle, files: RevisionFiles) -> Bundle:
    """Return a policy again, with the files that were replaced since."""
    name = bundle.policy.name
    return gather(read(files.read(name), name), files, None, bundle.folders)


def _files_with_errors(bundle: Bundle) -> list[str]:
    """Return the files of the parts of a policy with which it cannot be built."""
    if bundle.policy.kind != "policy":
        return [bundle.policy.name]
    parts = {document.name for document in bundle.parts}
    errors = (error for error in _errors(bundle) if not error.code.startswith(_HARMLESS))
    return list(dict.fromkeys(e.place.file for e in errors if e.place.file in parts))
