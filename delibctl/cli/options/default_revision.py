"""`--changed [REV]`: the revision is optional."""

from pathlib import Path

from delibctl.edge.files.local import exists

_OPTION = "--changed"
_DEFAULT = "HEAD"


def with_default_revision(args: list[str]) -> list[str]:
    """Return the arguments; `--changed` before a path, an option or nothing means HEAD."""
    completed = []
    for index, word in enumerate(args):
        following = args[index + 1 : index + 2]
        alone = not following or following[0].startswith("-") or exists(Path(following[0]))
        completed.append(f"{_OPTION}={_DEFAULT}" if word == _OPTION and alone else word)
    return completed
