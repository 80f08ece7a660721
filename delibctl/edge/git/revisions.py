"""Revisions as people write them: a name, a hash, or `A...B` for the point where B left A."""

import os
import re

from delibctl.edge.git.command import failure, reason
from delibctl.edge.git.ref_names import check_one_meaning
from delibctl.edge.git.repository import Repository
from delibctl.errors import DelibctlError

_CHECK_NAME = "check its name with git log, or run git fetch"
_FETCH_HISTORY = (
    "this clone is shallow: fetch the whole history with git fetch --unshallow (fetch-depth: 0 in "
    "CI)"
)
_JOIN = (
    "check that the right branch is named; to join two histories: git merge "
    "--allow-unrelated-histories"
)
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_of(repository: Repository, revision: str) -> str:
    """Return the commit of a revision; for `A...B` the merge base of both, HEAD in place of none.

    Raises DelibctlError with the reason and its remedy if git has no such commit.
    """
    sides = _sides(revision)
    if sides is None:
        return _commit(repository, revision)
    start, end = sides
    first, second = (_commit(repository, side or "HEAD") for side in (start, end))
    # A criss-cross history has several, and git diff takes the first too.
    base = repository.git.text("merge-base", first, second)
    if base:
        return base
    raise DelibctlError(
        f"{start or 'HEAD'} and {end or 'HEAD'} have no common commit",
        next=_FETCH_HISTORY if repository.is_shallow() else _JOIN,
    )


def _sides(revision: str) -> tuple[str, str] | None:
    """Return both sides of `A...B`; None for another revision."""
    start, dots, end = revision.partition("...")
    is_in_braces = start.count("{") > start.count("}")
    if not dots or "..." in end or is_in_braces or _is_search(revision):
        return None
    return start, end


def tip_of(revision: str) -> str:
    """Return the revision that `A...B` is held against, which is A; any other one as it is."""
    sides = _sides(revision)
    return revision if sides is None else sides[0] or "HEAD"


def parting_of(repository: Repository, revision: str) -> str:
    """Return a revision for the point where HEAD left another one: that one if HEAD has all of it.

    Raises DelibctlError if both have no common commit.
    """
    range_ = f"{revision}...HEAD"
    if "..." in revision or _is_search(revision):
        return revision
    return revision if commit_of(repository, range_) == commit_of(repository, revision) else range_


def _commit(repository: Repository, revision: str) -> str:
    _check_words(revision)
    check_one_meaning(repository, revision)
    # In `:/text` all that follows is the text, so the type is asked of the hash.
    searched = (
        repository.git.text("rev-parse", "--verify", revision) if _is_search(revision) else ""
    )
    arguments = ("rev-parse", "--verify", f"{searched or revision}^{{commit}}")
    process = repository.git.process(arguments)
    words = process.stderr.decode("utf-8", "replace")
    output = os.fsdecode(process.stdout).strip()
    if process.returncode or not _HASH.fullmatch(output):
        raise _unresolved(repository, revision, words)
    return output


def _is_search(revision: str) -> bool:
    """Return True for `:/text`, the newest commit whose message has the text."""
    return revision.startswith(":/")


def _check_words(revision: str) -> None:
    """Raise DelibctlError if a text cannot name one revision."""
    if not revision.strip():
        raise DelibctlError("no git revision is named", next="name one, such as main or HEAD~1")
    if revision.startswith(("-", "^")) or "\0" in revision:
        raise DelibctlError(f"git revision {revision!r} not found", next=_CHECK_NAME)
    if revision in (":", ":0"):
        raise DelibctlError(
            f"{revision} is the index, not a revision",
            next="compare with staged files: delibctl diff :PATH PATH",
        )
    if ".." in revision and "{" not in revision and not _is_search(revision):
        start, *_, end = re.split(r"\.{2,}", revision)
        raise DelibctlError(
            f"{revision} is a range of git revisions",
            next=f"name one revision, or the point where both branched: "
            f"{start or 'HEAD'}...{end or 'HEAD'}",
        )


def _unresolved(repository: Repository, revision: str, words: str) -> DelibctlError:
    """Return the error for a revision that git did not resolve."""
    kind = repository.git.text("cat-file", "-t", revision)
    if kind in ("tree", "blob"):
        return DelibctlError(
            f"{revision} is a {'folder' if kind == 'tree' else 'file'} in git, not a commit",
            next="name a commit, a branch or a tag",
        )
    if "ambiguous" in words:
        return DelibctlError(f"git: {reason(words)}", next="write more digits of the hash")
    # Git's sentence about a missing name says less than ours.
    if not re.search(r"Needed a single revision|unknown revision|bad revision", reason(words)):
        return failure(words.encode(), _CHECK_NAME)
    if branch := repository.branch_without_commit():
        return DelibctlError(
            f"git revision {revision!r} not found: the branch {branch} has no commit yet",
            next="commit the files first: git add --all && git commit",
        )
    return DelibctlError(
        f"git revision {revision!r} not found",
        next=_FETCH_HISTORY if repository.is_shallow() else _CHECK_NAME,
    )
