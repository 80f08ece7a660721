"""Folders as they are met: links, pipes, and names that are no names."""

import os
from pathlib import Path

import pytest

from delibctl.edge.files.local import LocalFiles


@pytest.mark.parametrize("pattern", ["", ".", "**x.yaml", "/etc/*.yaml", "[", "\x00"])
def test_what_is_no_glob_matches_nothing(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "a.yaml").write_text("")

    assert LocalFiles(tmp_path).match("", pattern) == []


def test_a_glob_gives_sorted_names_with_forward_slashes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/z.yaml", "b/a.yaml", "b/x.txt"):
        (tmp_path / name).write_text("")

    assert LocalFiles(tmp_path).match("", "b/*.yaml") == ["b/a.yaml", "b/z.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise there")
def test_a_walk_follows_no_link_to_a_folder_and_opens_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "policy.yaml").write_text("")
    (tmp_path / "p" / "loop").symlink_to(tmp_path)
    (tmp_path / "p" / "broken.yaml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "p" / "pipe.yaml")

    walked = [path.name for path in LocalFiles(tmp_path).walk(tmp_path)]

    assert walked == ["policy.yaml"]


def test_a_walk_leaves_out_what_packages_brought(tmp_path: Path) -> None:
    for folder in ("mine", "venv/delibctl", "node_modules/x", ".hidden"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "policy.yaml").write_text("")
    (tmp_path / "venv" / "pyvenv.cfg").write_text("")

    walked = [path.parent.name for path in LocalFiles(tmp_path).walk(tmp_path)]

    assert walked == ["mine"]
