"""Writing over a file: its owner, permissions, names and attributes stay."""

import os
import stat
from pathlib import Path

import pytest

from delibctl.edge.files.writing_over import check_writable, write_over
from delibctl.errors import DelibctlError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text("a longer text than before\n")
    return path


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_stay(path: Path, mode: int) -> None:
    path.chmod(mode)

    write_over(path, b"new\n")

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new\n", mode)
    assert [each.name for each in path.parent.iterdir()] == ["policy.yaml"]


def test_all_names_of_a_file_see_the_new_content(path: Path) -> None:
    other = path.with_name("other.yaml")
    os.link(path, other)

    write_over(path, b"new\n")

    assert other.read_bytes() == b"new\n"
    assert path.stat().st_ino == other.stat().st_ino


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root changes owners")
def test_the_owner_and_the_group_stay(path: Path) -> None:
    os.chown(path, 1234, 4321)

    write_over(path, b"new\n")

    assert path.read_bytes() == b"new\n"
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)
    assert [each.name for each in path.parent.iterdir()] == ["policy.yaml"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
def test_attributes_stay(path: Path) -> None:
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("the file system has no extended attributes")

    write_over(path, b"new\n")

    assert os.getxattr(path, "user.note") == b"kept"


def test_a_file_with_one_name_is_replaced_as_a_whole(path: Path) -> None:
    with path.open("rb") as reader:
        write_over(path, b"new\n")

        assert reader.read() == b"a longer text than before\n"


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_read_only_file_is_named(path: Path, mode: int) -> None:
    path.chmod(mode)

    with pytest.raises(DelibctlError, match=r"policy\.yaml is read-only, so nothing was written"):
        check_writable(path, marked=True)


def test_a_file_that_the_user_chose_is_written_if_the_system_allows_it(path: Path) -> None:
    path.chmod(0o444)

    if os.access(path, os.W_OK):
        check_writable(path, marked=False)
    else:
        with pytest.raises(DelibctlError, match="is read-only"):
            check_writable(path, marked=False)
