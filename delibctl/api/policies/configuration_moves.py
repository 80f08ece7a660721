"""Where the configurations of one side of a comparison are on the other, if they moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import basename

from delibctl.api.policies.configuration_files import Configurations, policy_files
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.settings_file import NAMES


@dataclass(frozen=True)
class ConfigurationMoves:
    """The configurations that only one of two sides has, and which of them are the same ones.

    A configuration moved if all its policies are now of one that is new: by their files, else by
    their ids, and by git's renames where an id changed or is there twice. One without policies
    moved if git says so. Nothing is compared as long as both sides have a configuration.
    """

    before: RevisionFiles
    after: FileTree

    def present(self, name: str) -> str:
        """Return what a configuration of the former side is called now; "" if it is gone."""
        if not name:
            return ""
        return name if self._is_now.holds(name) else self._moved.get(name, "")

    def former(self, name: str) -> str:
        """Return what a present configuration was called; "" if it is new, or made of several."""
        if not name:
            return ""
        if self._was.holds(name):
            return name
        found = [old for old, new in self._moved.items() if new == name]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _was(self) -> Configurations:
        return Configurations(self.before)

    @cached_property
    def _is_now(self) -> Configurations:
        return Configurations(self.after)

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The files that git takes for moved, by their former names."""
        after = self.after.commit if isinstance(self.after, RevisionFiles) else "HEAD"
        return self.before.repository.renamed(self.before.commit, after)

    @cached_property
    def _moved(self) -> dict[str, str]:
        """The new names of the configurations that moved."""
        old = policy_files(self.before, self.before.root)
        new = policy_files(self.after, self.before.root)
        known = {self._was.of(file) for file in old} | {
            name for name in self._renamed if basename(name) in NAMES and self._was.holds(name)
        }
        found = {}
        for name in sorted(known - {""}):
            if self._is_now.holds(name):
                continue
            own = {file: id for file, id in old.items() if self._was.of(file) == name}
            targets = {target for file in own for target in self._targets(file, own[file], new)}
            targets = targets or {self._renamed.get(name, "")}
            target = min(targets)
            if len(targets) == 1 and target and self._is_new(target):
                found[name] = target
        return found

    def _targets(self, file: str, id: str, new: Mapping[str, str]) -> Iterator[str]:
        """Yield the configurations that a former policy may belong to now; none if it is gone."""
        alike = [each for each in new if id and new[each] == id]
        git_says = self._renamed.get(file, "")
        if file in new:
            alike = [file]
        elif git_says in new and (git_says in alike or not alike):
            alike = [git_says]
        yield from (self._is_now.of(each) for each in alike)

    def _is_new(self, name: str) -> bool:
        return self._is_now.holds(name) and not self._was.holds(name)


def folder_of(files: GitFiles, name: str) -> Path:
    """Return the folder of a configuration."""
    return (files.root / name).parent
