"""Files that stand nowhere but in a mapping."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from delibctl.policy import Bundle, gather
from delibctl.source import read


@dataclass(frozen=True)
class Texts:
    """Files as a mapping from name to content."""

    content: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        return self.content[path]

    def match(self, folder: str, pattern: str) -> list[str]:
        wanted = f"{folder}/{pattern}" if folder else pattern
        return sorted(name for name in self.content if fnmatchcase(name, wanted))


def bundle(content: Mapping[str, str | bytes], policy: str = "policy.yaml") -> Bundle:
    """A policy with all that belongs to it."""
    texts = Texts({k: v.encode() if isinstance(v, str) else v for k, v in content.items()})
    return gather(read(texts.read(policy), policy), texts)
