"""The files of a git revision, and of the index."""

import os
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.files.reading import stop_at_huge
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.records import GITLINK, Record, records_of
from delibctl.edge.git.repository import Repository
from delibctl.edge.git.revisions import commit_of
from delibctl.errors import DelibctlError

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class RevisionFiles(GitFiles):
    """Reads the files of a revision of the repository that a path lies in.

    Raises DelibctlError outside a repository, for an unknown revision, or if git cannot be run.
    """

    def __init__(
        self, path: Path, revision: str, environment: Mapping[str, str] | None = None
    ) -> None:
        repository = Repository.of(path, environment)
        self.revision = revision
        self.commit = commit_of(repository, revision)
        super().__init__(repository, records_of(repository, self.commit), f" in {revision}")

    def from_here(self, name: str) -> str:
        """Return a name with the revision, as git accepts it."""
        return f"{self.revision}:{name}"

    def versions_of(self, name: str, most: int) -> list[tuple[str, str]]:
        """Return the commits up to the revision that changed a file, newest first.

        Each comes with the name that the file had. Raises GitError if git cannot follow them.
        """
        output = self.repository.git.run(
            *("--literal-pathspecs", "log", "--follow", "--no-ext-diff", "--no-textconv"),
            "--no-show-signature",
            *("--format=%x00%H", "--name-only", "-z", f"--max-count={most}"),
            *(self.commit, "--", name),
        )
        versions = []
        words = [word.strip("\n") for word in os.fsdecode(output).split("\0")]
        for commit, former in pairwise(words):
            if not _COMMIT.fullmatch(commit):
                continue
            if former not in ("", name) and self.entry(former):
                break  # git follows copies too, and this one is another file today
            name = former or name
            versions.append((commit, name))
        return versions

    def earlier(self, commit: str, name: str) -> bytes:
        """Return a file as it was in a commit; b"" if that commit removed it."""
        git, blob = self.repository.git, f"{commit}:{name}"
        stop_at_huge(int(git.text("cat-file", "-s", blob) or 0), f"{name!r} in {commit[:12]}")
        return git.process(("cat-file", "blob", blob)).stdout


class IndexFiles(GitFiles):
    """Reads the files as they are staged for the next commit.

    Raises DelibctlError outside a repository, or if git cannot be run.
    """

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        repository = Repository.of(path, environment)
        super().__init__(repository, staged(repository), " in the index")


def staged(repository: Repository, *, only_absent: bool = False) -> Iterator[Record]:
    """Yield the records of the index; `only_absent`: those that are not in the working tree.

    A sparse checkout leaves out files, and a submodule may not be checked out.

    Raises DelibctlError if a conflict is not resolved, or git cannot read the index.
    """
    output = repository.git_of_commit.run("ls-files", "--stage", "-t", "-z")
    for line in os.fsdecode(output).split("\0")[:-1]:
        facts, _, path = line.partition("\t")
        tag, mode, name, stage = facts.split()
        is_submodule = mode == GITLINK and not exists(repository.root / path / ".git")
        if only_absent and tag != "S" and not is_submodule:
            continue
        if stage != "0":
            raise DelibctlError(
                "the conflict of two branches is not resolved",
                where=path,
                next="resolve it, and stage the file with git add",
            )
        yield Record(path=path, mode=mode, object=name, repository=repository)
