"""The files that git holds and keeps out of a working tree: sparse checkouts and submodules."""

from delibctl.edge.files.existence import exists
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.repository import Repository
from delibctl.edge.git.revision_files import staged


def absent_files(repository: Repository) -> GitFiles | None:
    """Return the files of the index that are not in the working tree; None if there are none.

    Raises GitError if git cannot read the index of a repository that may have such files.
    """
    marks = (repository.git_folder / "info/sparse-checkout", repository.root / ".gitmodules")
    if not any(exists(mark) for mark in marks):
        return None
    records = list(staged(repository, only_absent=True))
    return GitFiles(repository, records, " in the index") if records else None
