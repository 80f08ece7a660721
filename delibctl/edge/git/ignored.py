"""Files that git ignores, so that a commit would not have them."""

import os
from collections.abc import Sequence
from pathlib import Path

from delibctl.edge.git.repository import Repository


def ignored_files(folder: Path, files: Sequence[Path]) -> list[Path]:
    """Return those of some files that git ignores, in the repository of a folder."""
    question = b"".join(os.fsencode(file) + b"\0" for file in files)
    if not question:
        return []
    git = Repository.of(folder).git
    answer = git.process(("check-ignore", "-z", "--stdin"), question).stdout
    ignored = set(os.fsdecode(answer).split("\0"))
    return [file for file in files if str(file) in ignored]
