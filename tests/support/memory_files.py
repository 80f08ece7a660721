"""Files in memory, as `policy.gather` reads them."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from posixpath import join, normpath

from delibctl.policy import Bundle, gather
from delibctl.source import read


class MemoryFiles:
    """Path to text. Paths have forward slashes and are relative to one folder."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._texts[path].encode()

    def match(self, folder: str, pattern: str) -> list[str]:
        """The files in or below a folder that match a path or glob, sorted."""
        wanted = normpath(join(folder, pattern))
        return sorted(
            path
            for path in self._texts
            if path.count("/") == wanted.count("/") and fnmatchcase(path, wanted)
        )


def bundle(texts: Mapping[str, str], policy: str = "policy.yaml") -> Bundle:
    """The policy file of that name, with all that belongs to it."""
    files = MemoryFiles(texts)
    return gather(read(files.read(policy), policy), files)
