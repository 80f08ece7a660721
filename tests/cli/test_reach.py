"""What a probe reaches for: the address that was named, git, its workers, and its own files."""

import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from support import hostile_branch
from support.chat_server import ChatServer, first_clause, serving
from support.command import Done, assert_ends
from support.project import ROOT, SAMPLES
from support.traced import PROGRAM, TRACERS, Reach
from support.wire.openai_chat import OPENAI, OPENAI_BY_LITELLM
from support.wire.shape import Wire

SLOW = pytest.mark.slow
Tracer = Callable[..., tuple[Done, Reach]]

#: Of the system: libraries, locales, certificates, names of hosts, and what a process is told.
_SYSTEM = re.compile(
    r"/(usr|lib|lib64|bin|sbin|nix|opt)(/|$)|/dev/(null|urandom|random|tty)$"
    r"|/etc/(ld\.so\.\w+|localtime|timezone|gitconfig|ssl|pki|ca-certificates|hosts|host\.conf"
    r"|resolv\.conf|nsswitch\.conf|gai\.conf|mime\.types|services|protocols|locale\S*|os-release"
    r"|passwd|debian_version|lsb-release)(/|$)"
    r"|/sys/(devices/system|fs/cgroup|kernel/mm)(/|$)"
    r"|/proc/(self|\d+)/(cgroup|maps|stat|status|mounts|mountinfo|fd|task)(/|$)"
    r"|/proc/(cpuinfo|meminfo|stat|sys/\S+|filesystems)$"
)
_PYTHON = {
    os.path.realpath(place)
    for place in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())
}
_OWN = {str(ROOT / "delibctl"), str(ROOT / "policy_schema"), str(SAMPLES)}
#: `uname` is run by the module `platform`, which LiteLLM asks for the processor.
_PROGRAMS = {"git", "python", "uname"}


def is_within(path: str, places: set[str]) -> bool:
    return any(path == place or path.startswith(place + "/") for place in places)


def strange_paths(reach: Reach, folder: Path, home: Path) -> set[str]:
    """Return the paths that are neither the command's own nor Python's nor the system's."""
    own = (folder, home / "tmp", home / "tracer")
    places = {*_PYTHON, *_OWN, *map(os.path.realpath, own)}
    # Python lists the folder from which it imports delibctl.
    listed = {str(ROOT)}
    strange = {path for path in reach.paths - listed if not is_within(path, places)}
    return {path for path in strange if not _SYSTEM.match(path)}


def strange_programs(reach: Reach, folder: Path) -> set[str]:
    """Return the programs that are not the command, git or Python, or lie in the folder."""
    others = reach.programs - {str(PROGRAM)}
    names = {path: re.sub(r"[\d.]+$", "", Path(path).name) for path in others}
    own = {path for path in names if is_within(path, {str(folder)})}
    return own | {path for path, name in names.items() if name not in _PROGRAMS}


def assert_reaches_only_the_server(
    tracer: Tracer, folder: Path, home: Path, wire: Wire, workers: int
) -> None:
    """Probe two cases of the policy in the folder, all of which git tracks."""
    with serving(ChatServer(answer=first_clause, wire=wire)) as server:
        server.configure(folder)
        hostile_branch.commit(folder)
        asked = ("--model", "mock", "--sample", 2, "--seed", 1, "--workers", workers)

        done, reach = tracer(folder, home, "probe", *asked)

        assert_ends(done, 0)
        assert len(server.requests) == 2
        assert reach.addresses == {server.url.partition("//")[2].partition("/")[0]}
        assert strange_programs(reach, folder) == set()
        assert strange_paths(reach, folder, home) == set()


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("sample", ["support_bot", pytest.param("assistant", marks=SLOW)])
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("wire", [OPENAI, pytest.param(OPENAI_BY_LITELLM, marks=SLOW)])
def test_a_probe_reaches_for_nothing_but_its_files_and_the_address_that_was_named(
    tmp_path: Path, tracer: Tracer, sample: str, workers: int, wire: Wire
) -> None:
    folder = Path(shutil.copytree(SAMPLES / sample, tmp_path / "project"))

    assert_reaches_only_the_server(tracer, folder, tmp_path / "home", wire, workers)


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("wire", [OPENAI, pytest.param(OPENAI_BY_LITELLM, marks=SLOW)])
def test_what_a_branch_brings_is_neither_run_nor_obeyed(
    tmp_path: Path, tracer: Tracer, workers: int, wire: Wire
) -> None:
    folder = Path(shutil.copytree(SAMPLES / "support_bot", tmp_path / "project"))
    for bring in hostile_branch.IGNORED.values():
        bring(folder)

    assert_reaches_only_the_server(tracer, folder, tmp_path / "home", wire, workers)

    assert not (folder / hostile_branch.MARKER).exists()


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("name", [*hostile_branch.REFUSED, "all of them"])
def test_what_a_branch_may_not_bring_ends_the_probe_before_anything_is_reached(
    tmp_path: Path, tracer: Tracer, name: str
) -> None:
    folder, home, outside = tmp_path / "project", tmp_path / "home", tmp_path / "outside"
    outside.mkdir()
    shutil.copytree(SAMPLES / "support_bot", folder)
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(folder)
        for number, bring in hostile_branch.REFUSED.items():
            if name in (number, "all of them"):
                bring(folder, outside)
        hostile_branch.commit(folder)

        done, reach = tracer(folder, home, "probe", "--model", "mock", "--run", "run.sqlite")

        assert_ends(done, 2)
        assert server.requests == []
        assert reach.addresses == set()
        assert strange_programs(reach, folder) == set()
        assert strange_paths(reach, folder, home) == set()
        assert [path.name for path in outside.iterdir()] in ([], ["secret.yaml"])
        assert "SECRET" not in done.out + done.err
