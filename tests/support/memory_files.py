"""Files in memory, as `policy.gather` reads them."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from posixpath import join, normpath

from delibctl.policy import Bundle, gather, with_unnamed_cases
from delibctl.source import read


class MemoryFiles:
    """Path to content. Paths have forward slashes and are relative to one folder."""

    def __init__(self, contents: Mapping[str, str | bytes]) -> None:
        self._contents = {
            path: content.encode() if isinstance(content, str) else content
            for path, content in contents.items()
        }

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self._contents[path]

    def problem(self, name: str) -> str:
        """Return why a file cannot be read."""
        return "" if name in self._contents else "does not exist"

    def match(self, folder: str, pattern: str, *, any_case: bool = False) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted."""
        wanted = normpath(join(folder, pattern))
        return sorted(
            path
            for path in self._contents
            if path.count("/") == wanted.count("/")
            and (
                fnmatchcase(path.casefold(), wanted.casefold())
                if any_case
                else fnmatchcase(path, wanted)
            )
        )


def bundle(contents: Mapping[str, str | bytes], policy: str = "policy.yaml") -> Bundle:
    """Gather the policy file of that name with all that belongs to it."""
    files = MemoryFiles(contents)
    (whole,) = with_unnamed_cases([gather(read(files.read(policy), policy), files)], files)
    return whole
