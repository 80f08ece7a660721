"""A git repository: found by its files, and read by git."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from os.path import normpath
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.command import Git
from delibctl.errors import DelibctlError

_INDEX = "GIT_INDEX_FILE"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A repository: the root of its working tree, or the folder of a bare one.

    `environment`: the variables of the caller; None stands for those of the process.
    """

    root: Path
    is_bare: bool = False
    environment: Mapping[str, str] | None = None

    @classmethod
    def of(cls, path: Path, environment: Mapping[str, str] | None = None) -> "Repository":
        """Return the repository that a path lies in. Raises DelibctlError if there is none."""
        place = Path(normpath(path.absolute()))
        root = root_of(place)
        if root is not None:
            return cls(root=real_path(root), environment=environment)
        for folder in (place, *place.parents):
            if _is_bare(folder):
                return cls(root=folder, is_bare=True, environment=environment)
        raise DelibctlError(
            f"{path} is not in a git repository",
            next="name a path inside a repository, or files and folders instead of a revision",
        )

    @cached_property
    def git(self) -> Git:
        """Git in this repository and in no other."""
        where = ("--git-dir", str(self.root)) if self.is_bare else ("-C", str(self.root))
        # An invalid .git must not lead git to the repository around it.
        return Git(options=where, ceiling=self.root.parent, environment=self.environment)

    @cached_property
    def git_folder(self) -> Path:
        """The folder in which git keeps the state of this working tree."""
        pointer = self.root / ".git"
        try:
            text = pointer.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return self.root if self.is_bare else pointer
        return self.root / text.removeprefix("gitdir:").strip()

    @cached_property
    def git_of_commit(self) -> Git:
        """Git with the index that the hooks of a commit are given.

        `git commit -a` and `git commit FILE` stage into a file beside the index. The index of
        another repository, which called the hook, does not count.
        """
        inherited = os.environ if self.environment is None else self.environment
        index = self.root / inherited.get(_INDEX, "")
        is_own = exists(index) and real_path(index).parent == real_path(self.git_folder)
        return replace(self.git, index=index) if inherited.get(_INDEX) and is_own else self.git

    def is_shallow(self) -> bool:
        """Return True if earlier commits were not fetched."""
        return self.git.text("rev-parse", "--is-shallow-repository") == "true"

    def commits(self) -> int:
        """Return the number of fetched commits; 0 on a branch without one.

        Raises GitError if git cannot read the repository.
        """
        self.git.run("rev-parse", "--git-dir")
        return int(self.git.text("rev-list", "--count", "HEAD") or 0)

    def commits_on(self, path: Path, most: int) -> list[str]:
        """Return the newest commits that changed a file or folder; none if git fails."""
        log = ("log", "--no-ext-diff", "--no-show-signature", "--format=%H", f"--max-count={most}")
        return self.git.text("--literal-pathspecs", *log, "HEAD", "--", str(path)).split()

    def renamed(self, before: str, after: str) -> dict[str, str]:
        """Return the new name of each file that moved between two commits; none if git fails."""
        words = self.git.text(
            *("diff-tree", "-r", "-z", "--find-renames", "--diff-filter=R", "--name-status"),
            *("--no-ext-diff", "--no-textconv", before, after),
        ).split("\0")
        return dict(zip(words[1::3], words[2::3], strict=False))

    def changed(self, before: str, after: str) -> set[str]:
        """Return the names of the files that two commits do not have alike.

        A submodule counts as a file. Raises GitError if git cannot compare them.
        """
        options = ("-r", "-z", "--no-renames", "--name-only", "--no-ext-diff", "--no-textconv")
        output = self.git.run("diff-tree", *options, before, after)
        return set(os.fsdecode(output).split("\0")[:-1])

    def files_named(self, names: Iterable[str]) -> list[str]:
        """Return the files of some names anywhere in the working tree; ignored ones are left out.

        Raises GitError if git cannot list them.
        """
        patterns = (f":(glob)**/{name}" for name in names)
        output = self.git.run("ls-files", "-coz", "--exclude-standard", "--", *patterns)
        return sorted(set(os.fsdecode(output).split("\0")[:-1]))

    def revision_names(self) -> set[str]:
        """Return HEAD and the short names of branches, remote branches and tags.

        Raises GitError if git cannot list them.
        """
        places = ("refs/heads", "refs/remotes", "refs/tags")
        output = self.git.run("for-each-ref", "--format=%(refname:lstrip=2)", *places)
        return {"HEAD", *os.fsdecode(output).splitlines()}

    def branch_without_commit(self) -> str:
        """Return the name of the branch that is checked out and has no commit; else ""."""
        if self.git.text("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            return ""
        return self.git.text("symbolic-ref", "--quiet", "--short", "HEAD")

    def head(self) -> str:
        """Return the commit that is checked out, with `+` if files differ or may do so.

        Empty without a commit, and in a bare repository, which has no files.
        """
        commit = self.git.text("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return "" if self.is_bare or not commit else commit + ("+" if self._is_changed() else "")

    def _is_changed(self) -> bool:
        """Return True if files differ from the commit. No filter of the configuration is run."""
        off = self._filters_off()
        if off is None:
            return True
        status = ("status", "--porcelain", "-uno", "--ignore-submodules=dirty")
        process = self.git.process((*off, *status))
        changed = bool(process.returncode or process.stdout)
        return changed or any(inner.head().endswith("+") for inner in self._submodules())

    def changed_files(self, names: Iterable[str]) -> list[str]:
        """Return the files at and below some names that differ from the commit, or are new.

        Not those that git ignores. None if git cannot tell without running a filter.
        """
        off = self._filters_off()
        if off is None:
            return []
        status = ("status", "--porcelain", "-z", "-uall", "--no-renames", "--ignore-submodules=all")
        arguments = ("--literal-pathspecs", *off, *status, "--", *(name or "." for name in names))
        lines = os.fsdecode(self.git.process(arguments).stdout).split("\0")
        return [line[3:] for line in lines if line]

    def _filters_off(self) -> list[str] | None:
        """Return the options that switch off every filter that the configuration names.

        None if one cannot be: `-c` would end a name with `=` there.
        """
        names = self.git.text("config", "-z", "--name-only", "--get-regexp", r"^filter\..*")
        filters = dict.fromkeys(name.rpartition(".")[0] for name in names.split("\0") if name)
        if any("=" in name for name in filters):
            return None
        settings = (f"{name}.{setting}" for name in filters for setting in _NO_FILTER)
        return [word for setting in settings for word in ("-c", setting)]

    def _submodules(self) -> Iterator["Repository"]:
        """Yield the submodules that are checked out; git would run the filters that they name."""
        if not exists(self.root / ".gitmodules"):
            return
        for line in self.git.text("ls-files", "--stage", "-z").split("\0"):
            facts, _, path = line.partition("\t")
            if facts.startswith(_GITLINK) and exists(self.root / path / ".git"):
                yield Repository(root=self.root / path, environment=self.environment)

    def merge_base(self, revision: str, other: str = "HEAD") -> str:
        """Return the commit at which two revisions branched; "" if there is none or git fails."""
        return self.git.text("merge-base", revision, other)


_GITLINK = "160000 "
_NO_FILTER = ("clean=", "process=", "required=false", "smudge=")


def root_of(path: Path) -> Path | None:
    """Return the root of the working tree that contains an absolute path, or None.

    A link counts as its target, unless the target is in no repository.
    """
    for place in dict.fromkeys((real_path(path), path)):
        for folder in (place, *place.parents):
            if exists(folder / ".git"):
                return folder
    return None


def in_repository(path: Path) -> bool:
    """Return True if a path is in a repository, which may be bare."""
    try:
        Repository.of(path)
    except DelibctlError:
        return False
    return True


def below_root(folder: Path) -> str:
    """Return the folder relative to the root of its repository; empty there and outside git."""
    root = root_of(folder)
    return "" if root in (None, folder) else folder.relative_to(root or folder).as_posix()


def version() -> str:
    """Return the version of git; empty if it cannot be run."""
    return Git().text("--version").removeprefix("git version ")


def head(folder: Path) -> str:
    """Return the commit that is checked out, with `+` if files differ; empty outside git."""
    try:
        return Repository.of(folder).head()
    except DelibctlError:
        return ""


def _is_bare(folder: Path) -> bool:
    return all(exists(folder / name) for name in ("HEAD", "objects", "refs"))
