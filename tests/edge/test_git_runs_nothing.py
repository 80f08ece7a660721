"""Git is called so that no program that a repository names is run, whatever the configuration."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from support.repositories import IDENTITY, git, policy_file

from delibctl.api.policies.arguments import policies_against
from delibctl.api.policies.diff import compare_places
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.edge.git.absent_files import absent_files
from delibctl.edge.git.identity import author
from delibctl.edge.git.repository import Repository, head
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")

LOG = ("log", "-p", "--ext-diff", "--", "policy.yaml")
SSH_SIGNED = {"gpg.ssh.program": "{program}", "gpg.ssh.allowedSignersFile": os.devnull}
NETWORK = (
    *("core.sshCommand", "core.gitProxy", "core.askPass", "credential.helper"),
    *("core.alternateRefsCommand", "uploadpack.packObjectsHook"),
)
#: What a configuration can name a program in: the settings, the attributes of YAML files, and a
#: command that runs the program if git is called as usual ("": it would need a terminal or a key).
SETTINGS: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "fsmonitor": ({"core.fsmonitor": "{program}"}, "", ("status",)),
    "clean": ({"filter.f.clean": "{program}"}, "filter=f", ("status",)),
    "process": ({"filter.f.process": "{program}"}, "filter=f", ("status",)),
    "smudge": ({"filter.f.smudge": "{program}"}, "filter=f", ("archive", "HEAD", "policy.yaml")),
    "filter with =": ({"filter.a=b.clean": "{program}"}, "filter=a=b", ("status",)),
    "filter with dots": ({"filter.a.B.c.clean": "{program}"}, "filter=a.B.c", ("status",)),
    "included filter": ({"include.path": "../branch.config"}, "filter=f", ("status",)),
    "external diff": ({"diff.external": "{program}"}, "", LOG),
    "diff driver": ({"diff.d.command": "{program}"}, "diff=d", LOG),
    "textconv": ({"diff.d.textconv": "{program}"}, "diff=d", LOG),
    "signature": ({"log.showSignature": "true", "gpg.program": "{program}"}, "", ("log",)),
    "signature of ssh": ({"log.showSignature": "true", **SSH_SIGNED}, "", ()),
    "pager": ({"core.pager": "{program}", "pager.log": "{program}"}, "", ()),
    "alias": ({"alias.x": "!{program}", "alias.status": "!{program}"}, "", ("x",)),
    "hooks": ({"core.hooksPath": "{hooks}"}, "", ("commit", "--allow-empty", "-m", "x")),
    "editor": ({"core.editor": "{program}"}, "", ("commit", "--amend")),
    "ssh": (
        {"remote.origin.url": "ssh://127.0.0.1/x", **dict.fromkeys(NETWORK, "{program}")},
        *("", ("fetch",)),
    ),
    "remote helper": (
        {"remote.origin.url": "ext::{program} %S", "protocol.ext.allow": "always"},
        *("", ("fetch",)),
    ),
    "upload-pack": (
        {"remote.origin.url": ".", "remote.origin.uploadpack": "{program}"},
        *("", ("fetch",)),
    ),
}


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.fixture
def program(tmp_path: Path, marker: Path) -> Path:
    """A program that says that it was run."""
    path = tmp_path / "hooks/post-commit"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    path.chmod(0o755)
    for name in ("post-index-change", "reference-transaction", "pre-commit"):
        copy(path, path.parent / name)
    return path


def put_under(folder: Path, program: Path, settings: dict[str, str], attributes: str) -> None:
    """Make a repository with such a configuration, a signed commit and a file that is missing."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "policy.yaml").write_text(policy_file("p", [], []))
    (folder / "lost.txt").write_text(str(folder))
    (folder / "branch.config").write_text(f'[filter "f"]\nclean = {program}\n')
    (folder / ".gitattributes").write_text(f"*.yaml {attributes}\n" if attributes else "")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    commit = git(folder, "cat-file", "commit", "HEAD")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n"
    if "gpg.ssh.program" in settings:
        signature = signature.replace("PGP", "SSH")
    signed = folder / ".git/signed"
    signed.write_text(commit.replace("\n\n", f"\n{signature}", 1))
    name = git(folder, "hash-object", "-t", "commit", "-w", str(signed)).strip()
    git(folder, "update-ref", "refs/heads/main", name)
    lost = git(folder, "rev-parse", "HEAD:lost.txt").strip()
    (folder / ".git/objects" / lost[:2] / lost[2:]).unlink()
    # A missing file of a partial clone would be fetched.
    partial = {"core.repositoryFormatVersion": "1", "extensions.partialClone": "origin"}
    for key, value in (partial | settings).items():
        named = value.format(program=program, hooks=program.parent)
        git(folder, "config", key, named)
    # The same file at another time: git has to look whether its content is the same.
    os.utime(folder / "policy.yaml", (1, 1))


def ask_all(folder: Path) -> None:
    """Ask git everything that delibctl asks it."""
    workspace = Workspace.open(folder, os.environ)
    head(folder)
    for call in _calls(workspace, folder):
        try:
            call()
        except DelibctlError:
            continue


def _calls(workspace: Workspace, folder: Path) -> list[Callable[[], object]]:
    repository = Repository.of(folder)
    return [
        lambda: compare_places(workspace, *policies_against(workspace, ".", "main")),
        lambda: workspace.staged_files(folder).bytes_of("policy.yaml"),
        lambda: compare_places(workspace, *policies_against(workspace, "lost.txt", ":/one")),
        lambda: open_bundle(folder, workspace.repository_files),
        lambda: RevisionFiles(folder, "main").bytes_of("lost.txt"),
        lambda: RevisionFiles(folder, "main...HEAD").versions_of("policy.yaml", 5),
        lambda: RevisionFiles(folder, "nowhere"),
        lambda: author(folder, os.environ),
        lambda: absent_files(repository),
        repository.commits,
        repository.is_shallow,
        repository.branch_without_commit,
    ]


@pytest.mark.parametrize("name", SETTINGS)
def test_no_program_of_a_configuration_is_run(
    tmp_path: Path, program: Path, marker: Path, name: str
) -> None:
    settings, attributes, usual = SETTINGS[name]
    here = tmp_path / "here"
    put_under(here, program, settings, attributes)
    marker.unlink(missing_ok=True)

    ask_all(here)
    assert not marker.exists()

    if usual:
        command = ["git", *IDENTITY, *usual]
        subprocess.run(command, cwd=here, capture_output=True, check=False)
        assert marker.exists(), "the trap is one"


def test_a_submodule_that_differs_is_seen_and_its_filters_are_not_run(
    tmp_path: Path, program: Path, marker: Path
) -> None:
    here = tmp_path / "here"
    for folder in (tmp_path / "inner", here):
        folder.mkdir()
        git(folder, "init", "-q")
        (folder / "policy.yaml").write_text(policy_file("p", [], []))
        (folder / ".gitattributes").write_text("*.yaml filter=f\n")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "one")
    git(here, "submodule", "add", "-q", str(tmp_path / "inner"), "sub")
    git(here, "commit", "-qm", "two")
    inner = here / "sub"
    git(inner, "config", "filter.f.clean", str(program))
    os.utime(inner / "policy.yaml", (1, 1))

    assert head(here) == git(here, "rev-parse", "HEAD").strip()
    (inner / "policy.yaml").write_text(policy_file("q", [], []))
    assert head(here) == git(here, "rev-parse", "HEAD").strip() + "+"

    assert not marker.exists()
    git(here, "status")
    assert marker.exists(), "the trap is one"


def test_a_bare_repository_among_the_files_is_a_folder(
    tmp_path: Path, program: Path, marker: Path
) -> None:
    """A download without .git, of which one folder is also a bare repository."""
    folder = tmp_path / "download/policy"
    put_under(folder, program, {"core.fsmonitor": "{program}", "core.worktree": "."}, "")
    for name in ("HEAD", "config", "index", "objects", "refs"):
        (folder / ".git" / name).rename(folder / name)
    (folder / ".git").rename(tmp_path / "rest")

    ask_all(folder)

    assert head(folder) == ""
    assert not marker.exists()


def test_git_is_not_looked_for_in_the_working_folder(
    tmp_path: Path, program: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_under(tmp_path / "here", program, {}, "")
    copy(program, tmp_path / "here/git")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", "../here", os.environ["PATH"])))

    ask_all(tmp_path / "here")

    assert not marker.exists()
    assert head(tmp_path / "here")
