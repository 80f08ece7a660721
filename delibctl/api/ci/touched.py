"""Which files can be of a policy of which a branch changed a part: only those have to be parsed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname

from delibctl.edge.files.entry import Entry

#: What can spell a key in other bytes: an escape, or another encoding.
_SPELLED_OTHERWISE = re.compile(rb"[\\\0]")
#: A path that leads out of its folder: upward, or from the root.
_LEADS_OUT = re.compile(rb"\.\.|(?:^|[\s\"'\[,])/")


@dataclass(frozen=True)
class Touched:
    """The files that a branch changed. `links`: a side has links, so parts may be anywhere."""

    changed: frozenset[str]
    links: bool

    def is_changed(self, name: str) -> bool:
        """Return True for a changed file, and for any in a changed submodule."""
        # Of a submodule, git knows that it changed, not which of its files did.
        return not self.changed.isdisjoint(_ways((name,)))

    def may_hold(self, entry: Entry, content: bytes) -> bool:
        """Return False for a file that is no policy, or one whose parts are all as before.

        Without links, and without a path that leads out of its folder, what a policy names is in
        and below its folder.
        """
        if self.is_changed(entry.target) or self.is_changed(entry.name):
            return True
        if _SPELLED_OTHERWISE.search(content):
            return True
        if b"policy" not in content:
            return False
        if self.links or _LEADS_OUT.search(content):
            return True
        return dirname(entry.target) in self._folders

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders in and below which something changed."""
        return frozenset(_ways(map(dirname, self.changed)))


def _ways(names: Iterable[str]) -> Iterable[str]:
    """Yield each name, and all folders that lead to it; "" is the root."""
    for name in names:
        while name:
            yield name
            name = dirname(name)
        yield ""
