"""Folders as they are met: links, pipes, and names that are no names."""

import os
from pathlib import Path

import pytest

from delibctl.api.policies.opening import open_paths
from delibctl.edge.files.local import LocalFiles

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise there")


def put(folder: Path, *names: str) -> LocalFiles:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return LocalFiles(folder)


def walked(files: LocalFiles, folder: str = "") -> dict[str, str]:
    """The names of a walk in their order, each with its target or its problem."""
    return {entry.name: entry.problem or entry.target for entry in files.walk(folder)}


@pytest.mark.parametrize("pattern", ["", "**x.yaml", "[", "\x00", "a.yaml/b"])
def test_what_is_no_glob_matches_nothing(tmp_path: Path, pattern: str) -> None:
    assert put(tmp_path, "a.yaml").match("", pattern) == []


def test_a_glob_gives_sorted_names_with_forward_slashes(tmp_path: Path) -> None:
    files = put(tmp_path, "b/z.yaml", "b/a.yaml", "b/x.txt")

    assert files.match("", "b/*.yaml") == ["b/a.yaml", "b/z.yaml"]


NAMES = (
    "p/f/a.yaml",
    "p/f/UP.YAML",
    "p/f/deep/b.yml",
    "p/f/.hid/h.yaml",
    "q [x]/c.yaml",
    "q x/d.yaml",
)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("f/a.yaml", ["p/f/a.yaml"]),
        ("./f//a.yaml", ["p/f/a.yaml"]),
        ("f/deep/../a.yaml", ["p/f/a.yaml"]),
        ("F/a.yaml", []),
        ("f/*.yaml", ["p/f/UP.YAML", "p/f/a.yaml"]),
        ("f/*", ["p/f/UP.YAML", "p/f/a.yaml"]),
        ("f/*.y*", ["p/f/UP.YAML", "p/f/a.yaml"]),
        ("f/[a-b].yaml", ["p/f/a.yaml"]),
        ("f/**/b.yml", ["p/f/deep/b.yml"]),
        ("f/**/**/b.yml", ["p/f/deep/b.yml"]),
        ("**/*.yaml", ["p/f/.hid/h.yaml", "p/f/UP.YAML", "p/f/a.yaml"]),
        ("f/**", ["p/f/.hid/h.yaml", "p/f/UP.YAML", "p/f/a.yaml", "p/f/deep/b.yml"]),
        ("../q [x]/c.yaml", ["q [x]/c.yaml"]),
        ("../q [x]/*.yaml", ["q [x]/c.yaml"]),
        ("../q [[]x]/*.yaml", ["q [x]/c.yaml"]),
        ("../q?[x]/d.yaml", ["q x/d.yaml"]),
        ("../q*/*.yaml", ["q [x]/c.yaml", "q x/d.yaml"]),
        ("../q[ ]x/d.yaml", ["q x/d.yaml"]),
    ],
)
def test_a_path_that_exists_is_taken_as_it_is_and_globs_next(
    tmp_path: Path, pattern: str, matches: list[str]
) -> None:
    assert put(tmp_path, *NAMES).match("p", pattern) == matches


def test_an_absolute_path_is_named_from_the_folder(tmp_path: Path) -> None:
    files = put(tmp_path, "p/a.yaml")

    assert files.match("p", str(tmp_path.resolve() / "p" / "a.yaml")) == ["p/a.yaml"]


def test_default_names_are_found_in_any_case(tmp_path: Path) -> None:
    files = put(tmp_path, "CASES.YML", "Cases/One.Yaml", "encases.yaml")

    assert files.match("", "cases.yml", any_case=True) == ["CASES.YML"]
    assert files.match("", "cases/*.yaml", any_case=True) == ["Cases/One.Yaml"]


@POSIX
def test_a_walk_enters_a_linked_folder_once_and_opens_no_pipe(tmp_path: Path) -> None:
    files = put(tmp_path, "p/policy.yaml", "z/other.YAML")
    (tmp_path / "p" / "loop").symlink_to(tmp_path)
    (tmp_path / "p" / "more").symlink_to("../z")
    (tmp_path / "p" / "broken.yaml").symlink_to("nowhere")
    (tmp_path / "p" / ".#policy.yaml").symlink_to("ada@host.1")
    (tmp_path / "p" / "round.yaml").symlink_to("round.yaml")
    os.mkfifo(tmp_path / "p" / "pipe.yaml")

    assert walked(files) == {
        "p/broken.yaml": "is a link to 'nowhere', which does not exist",
        "p/more/other.YAML": "z/other.YAML",
        "p/pipe.yaml": "is neither a file nor a folder",
        "p/policy.yaml": "p/policy.yaml",
        "p/round.yaml": "is a link that leads back to itself",
    }


@POSIX
def test_a_walk_does_not_leave_the_folder_by_links_to_folders(tmp_path: Path) -> None:
    put(tmp_path / "out", "x.yaml")
    files = put(tmp_path / "in", "a.yaml")
    (tmp_path / "in" / "away").symlink_to("../out")
    (tmp_path / "in" / "one.yaml").symlink_to("../out/x.yaml")

    assert walked(files) == {
        "a.yaml": "a.yaml",
        "away": "leads out of the repository",
        "one.yaml": "leads out of the repository",
    }


def test_a_walk_leaves_out_what_packages_brought(tmp_path: Path) -> None:
    folders = ("mine", "venv/delibctl", "node_modules/x", ".hidden", "__pycache__")
    files = put(tmp_path, *(f"{folder}/policy.yaml" for folder in folders), "venv/pyvenv.cfg")

    assert list(walked(files)) == ["mine/policy.yaml"]
    assert files.match("", "**/policy.yaml") == [".hidden/policy.yaml", "mine/policy.yaml"]


@POSIX
def test_a_broken_link_is_matched_and_says_why_it_cannot_be_read(tmp_path: Path) -> None:
    files = put(tmp_path, "f/a.yaml")
    (tmp_path / "f" / "b.yaml").symlink_to("/nowhere/b.yaml")

    assert files.match("", "f/*.yaml") == ["f/a.yaml", "f/b.yaml"]
    assert files.problem("f/b.yaml") == "is a link to '/nowhere/b.yaml', which does not exist"
    assert files.problem("f/a.yaml") == ""


def test_default_cases_in_capitals_are_json_lines_too(tmp_path: Path) -> None:
    (tmp_path / "Policy.YAML").write_text('policy: {id: p, version: "1", title: P}\n')
    (tmp_path / "CASES.JSONL").write_text('{"id": "a"}\n{"id": "b"}\n')

    (opened,) = open_paths([tmp_path], LocalFiles(tmp_path)).bundles

    assert [case for document in opened.cases for case in document.data["cases"]] == [
        {"id": "a"},
        {"id": "b"},
    ]
