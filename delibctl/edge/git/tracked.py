"""Files that git tracks: whoever wrote the branch may have written them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from delibctl.edge.git.repository import Repository, root_of

#: As many links as Linux follows.
_MOST_LINKS = 40


def database_files(path: Path) -> list[Path]:
    """Return a database, and the files that SQLite reads beside it."""
    return [Path(f"{path}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]


def tracked_names(path: Path, environment: Mapping[str, str] | None = None) -> list[str]:
    """Return what git tracks of a path: links on the way to it, itself, and what is below it.

    Files that SQLite keeps beside a database count as part of it. Names are from the root of the
    repository. Raises GitError if git cannot tell.
    """
    return [name for place in _on_the_way(path) for name in tracked_at(place, environment)]


def _on_the_way(path: Path) -> Iterator[Path]:
    """Yield each link on the way to a path, then where the path leads; in no folder by a link."""
    rest = list(path.absolute().parts)
    at, links = Path(rest.pop(0)), 0
    while rest:
        part = rest.pop(0)
        ahead = at.parent if part == ".." else at / part
        if not ahead.is_symlink() or links == _MOST_LINKS:
            at = ahead
            continue
        yield ahead
        links += 1
        target = ahead.readlink()
        if target.is_absolute():
            at = Path(target.anchor)
        rest = [*(part for part in target.parts if part != target.anchor), *rest]
    yield at


def links_to(path: Path) -> list[Path]:
    """Return the links on the way to a path, itself among them."""
    return [place for place in _on_the_way(path) if place.is_symlink()]


def tracked_at(place: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield what git tracks of a place to which no link leads: itself, and what is below it."""
    is_folder = place.is_dir() and not place.is_symlink()
    root = root_of(place if is_folder else place.parent)
    if root is None:
        return
    repository = Repository.of(root, environment)
    files = [place] if is_folder or place.is_symlink() else database_files(place)
    names = [file.relative_to(root).as_posix() for file in files]
    # A file system may take names that differ in upper case for one.
    specs = [f":(icase,literal){name}" for name in names]
    found = os.fsdecode(repository.git.run("ls-files", "-z", "--", *specs)).split("\0")[:-1]
    yield from (file for file in found if any(_is_at(root, file, name) for name in names))


def _is_at(root: Path, file: str, name: str) -> bool:
    """Return True if a tracked file is the file or in the folder of a name."""
    if name == "." or f"{file}/".startswith(f"{name}/"):
        return True
    start = root.joinpath(*Path(file).parts[: len(Path(name).parts)])
    try:
        return start.samefile(root / name)
    except OSError:
        return False
