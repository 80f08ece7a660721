"""A folder of files is written wholly or not at all."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from delibctl.edge.files.new_folder import write_new_folder
from delibctl.errors import DelibctlError


class Stopped(Mapping[str, bytes]):
    """Files of which the second one is interrupted."""

    def __getitem__(self, name: str) -> bytes:
        if name == "second":
            raise KeyboardInterrupt
        return b"first"

    def __iter__(self) -> Iterator[str]:
        return iter(("first", "second"))

    def __len__(self) -> int:
        return 2


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_and_their_folders_are_written(tmp_path: Path) -> None:
    write_new_folder(tmp_path / "a" / "out", {"trl/train.jsonl": b"{}\n", "README.md": b"x"})

    assert names(tmp_path) == ["a/out/README.md", "a/out/trl/train.jsonl"]


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    write_new_folder(tmp_path / "out", {"README.md": b"x"})

    assert names(tmp_path) == ["out/README.md"]


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_new_folder(tmp_path / "out", Stopped())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", ["file", "link", "filled folder"])
def test_what_is_there_already_is_not_touched(tmp_path: Path, taken: str) -> None:
    out = tmp_path / "out"
    if taken == "file":
        out.write_text("mine")
    elif taken == "link":
        out.symlink_to(tmp_path / "elsewhere")
    else:
        out.mkdir()
        (out / "mine").write_text("mine")
    before = sorted(path.name for path in tmp_path.rglob("*"))

    with pytest.raises(DelibctlError, match="already exists, and nothing is written over it"):
        write_new_folder(out, {"README.md": b"x"})

    assert sorted(path.name for path in tmp_path.rglob("*")) == before
