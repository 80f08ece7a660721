"""Names that match one step of a path or glob."""

import re
from fnmatch import fnmatchcase
from unicodedata import normalize

_ENDING = re.compile(r"\.(?:yaml|yml|jsonl|json)$", re.IGNORECASE)
_GLOB = re.compile(r"[*?[]")
#: The start of the names of lock files, which Emacs writes as broken links.
_LOCK = ".#"


def is_glob(step: str) -> bool:
    """Return True if a step of a path can match several names."""
    return _GLOB.search(step) is not None


def is_data(name: str) -> bool:
    """Return True if a name has the ending of a file of policies or cases."""
    return _ENDING.search(name) is not None


def is_yaml(name: str) -> bool:
    """Return True if a name has an ending of YAML, in capitals or not."""
    return name.lower().endswith((".yaml", ".yml"))


def matching(names: list[str], step: str, *, any_case: bool) -> list[str]:
    """Return the names that a step of a path means: itself if it exists, else those that match.

    Umlauts match however they are encoded. Endings match in capitals too; with `any_case`, whole
    names do.
    """
    if step in names and not any_case:
        return [step]
    if not any_case and not is_glob(step):
        return [name for name in names if normalize("NFC", name) == normalize("NFC", step)]
    fold = _casefolded if any_case else _lowered
    pattern = fold(normalize("NFC", step))
    return [
        name
        for name in names
        if not name.startswith(_LOCK) and fnmatchcase(fold(normalize("NFC", name)), pattern)
    ]


def _casefolded(name: str) -> str:
    return name.casefold()


def _lowered(name: str) -> str:
    """Return a name with its ending in small letters."""
    return _ENDING.sub(lambda ending: ending[0].lower(), name)
