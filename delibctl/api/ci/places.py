"""Where the policies of a branch are: where its base has them, or where they moved to."""

from collections import Counter
from os.path import commonpath
from pathlib import Path, PurePosixPath

from delibctl.api.ci.branch import Branch
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.configuration_files import policy_files
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.revision_files import RevisionFiles


def places_of(branch: Branch) -> tuple[PolicyAt, PolicyAt]:
    """Return the configured policy, or the folder of them, before and after."""
    settings, here = branch.workspace.settings, branch.workspace.absolute_folder
    if not settings.file:
        path = after = here
    else:
        path, after = (each / (settings.policy or "") for each in (settings.root, branch.start))
    after = after if _is_there(branch, after) else _moved(branch, path) or path
    approvals: FileTree | None = None if branch.approves_itself else branch.base
    return (
        PolicyAt(
            path=path,
            files=branch.before,
            label=branch.revisions.base,
            optional=True,
            folder=branch.former_folder,
        ),
        PolicyAt(
            path=after,
            files=branch.after,
            label=branch.revisions.head,
            optional=True,
            approvals=approvals,
            history=branch.base,
            folder=branch.head_folder,
        ),
    )


def _is_there(branch: Branch, path: Path) -> bool:
    """Return True if the branch has a file there, or a folder that did not lose its policies."""
    entry = branch.after.locate(path)
    if entry is None or entry.kind != "folder":
        return entry is not None
    return bool(policy_files(branch.after, path)) or not policy_files(branch.before, path)


def _moved(branch: Branch, path: Path) -> Path | None:
    """Return where a policy or a folder went, as git follows it, else where its ids are now."""
    before, after = branch.before, branch.after
    name, entry = before.as_written(path), before.locate(path)
    if entry is None:
        return None
    renamed = before.repository.renamed(before.commit, after.commit)
    if entry.kind == "file" and (new := renamed.get(name)):
        return after.root / new
    if entry.kind == "folder" and (folder := _folder(renamed, name)):
        return after.root / folder
    return _with_ids(branch, before, path)


def _folder(renamed: dict[str, str], folder: str) -> str:
    """Return the folder to which most files of another one moved; "" if none did."""
    found: Counter[str] = Counter()
    for former, new in renamed.items():
        if former.startswith(f"{folder}/"):
            inside = PurePosixPath(former).relative_to(folder)
            depth = len(inside.parts)
            parts = PurePosixPath(new).parts
            if parts[-depth:] == inside.parts or depth == 1:
                found["/".join(parts[:-depth])] += 1
    (most, _), *_ = found.most_common(1) or [("", 0)]
    return most


def _with_ids(branch: Branch, before: RevisionFiles, path: Path) -> Path | None:
    ids = set(policy_files(before, path).values()) - {""}
    found = policy_files(branch.after, branch.after.root)
    files = [name for name, id in found.items() if id in ids and before.entry(name) is None]
    if not files:
        return None
    return branch.after.root / (files[0] if len(files) == 1 else commonpath(files))
