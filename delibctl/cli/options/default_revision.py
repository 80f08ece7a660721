"""`--changed [REV]`: the revision may be left out."""

from pathlib import Path

from delibctl.edge.files.local import exists

_OPTION = "--changed"
_DEFAULT = "HEAD"


def with_default_revision(args: list[str]) -> list[str]:
    """The arguments with `--changed` given its revision; what is a path is none."""
    found = []
    for index, word in enumerate(args):
        following = args[index + 1 : index + 2]
        alone = not following or following[0].startswith("-") or exists(Path(following[0]))
        found.append(f"{_OPTION}={_DEFAULT}" if word == _OPTION and alone else word)
    return found
