"""What a command reaches for, seen from outside: files it opens, addresses, programs it starts."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support.command import PATIENCE, Done, clean_environment

#: As a person starts it: with `python -m`, Python itself would import from the working folder.
PROGRAM = Path(sys.executable).with_name("delibctl")
_CALLS = (
    *("open", "openat", "openat2", "creat", "truncate", "mkdir", "mkdirat", "unlink", "unlinkat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("connect", "execve", "execveat"),
)
_OPENED = re.compile(r"(?:open|openat|openat2|creat)(?:\(| resumed>).* = \d+<(/[^>]*)>")
_CHANGED = re.compile(r"^\d+ +(?:truncate|mkdir|unlink|rename|link|symlink)\w*\((.*)\) += 0$")
_PATH = re.compile(r'(?:AT_FDCWD(?:<[^>]*>)?, |\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_INTERNET = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|AF_INET6, )"([^"]+)"')
_STARTED = re.compile(r'^\d+ +execve\w*\((?:[^"]*)"([^"]+)".* = 0$')


@dataclass(frozen=True)
class Reach:
    """What a command and all that it started opened or changed, connected to, and ran."""

    paths: frozenset[str]
    addresses: frozenset[str]
    programs: frozenset[str]


def by_strace(folder: Path, home: Path, *arguments: object) -> tuple[Done, Reach]:
    """Run `delibctl` under strace, which sees every call of every process."""
    log = _empty(home / "tracer") / "strace.log"
    traced = ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", ",".join(_CALLS), "-o", str(log)]
    done = _run([*traced, str(PROGRAM)], folder, home, arguments, {})
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    paths = {path for line in lines for path in _paths_of(line, folder)}
    internet = [found for line in lines if " connect(" in line for found in _INTERNET.findall(line)]
    programs = {found[1] for line in lines if (found := _STARTED.match(line))}
    addresses = {f"{host}:{port}" for port, host in internet}
    return done, Reach(frozenset(paths), frozenset(addresses), frozenset(programs))


def _paths_of(line: str, folder: Path) -> Iterator[str]:
    if found := _OPENED.search(line):
        yield found[1]
    elif found := _CHANGED.match(line):
        for start, path in _PATH.findall(found[1]):
            yield os.path.normpath(Path(start or folder) / path)


#: Before anything of the program runs: writes what Python reports of itself, a line an event.
_HOOK = """
import json, os, sys
log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
paths = {{"open": 1, "sqlite3.connect": 1, "os.mkdir": 1, "os.remove": 1, "os.rename": 2,
         "os.link": 2, "os.symlink": 2, "os.truncate": 1, "os.rmdir": 1}}
def hook(event, values):
    if event in paths:
        said = [os.path.realpath(os.fspath(value)) for value in values[: paths[event]]
                if isinstance(value, (str, bytes, os.PathLike))]
        told = {{"paths": [os.fsdecode(path) for path in said]}}
    elif event == "socket.connect" and isinstance(values[1], tuple):
        told = {{"address": ":".join(map(str, values[1][:2]))}}
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn"):
        told = {{"program": os.fsdecode(values[0])}}
    else:
        return
    os.write(log, json.dumps(told).encode() + b"\\n")
sys.addaudithook(hook)
"""


def by_audit_hook(folder: Path, home: Path, *arguments: object) -> tuple[Done, Reach]:
    """Run `delibctl` with a hook in each Python process, which sees what Python itself does."""
    site = _empty(home / "tracer")
    log = site / "audit.log"
    (site / "sitecustomize.py").write_text(_HOOK.format(log=str(log)), encoding="utf-8")
    done = _run([str(PROGRAM)], folder, home, arguments, {"PYTHONPATH": str(site)})
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    existing = (path for event in events for path in event.get("paths", ()))
    return done, Reach(
        frozenset(path for path in existing if Path(path).exists()),
        frozenset(event["address"] for event in events if "address" in event),
        frozenset(event["program"] for event in events if "program" in event),
    )


#: Every way to see what a command reaches for that this machine has.
TRACERS: tuple[Callable[..., tuple[Done, Reach]], ...] = (
    (by_strace, by_audit_hook) if shutil.which("strace") else (by_audit_hook,)
)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _run(
    command: list[str],
    folder: Path,
    home: Path,
    arguments: tuple[object, ...],
    more: dict[str, str],
) -> Done:
    temporary = _empty(home / "tmp")
    environment = clean_environment(HOME=str(home), TMPDIR=str(temporary), **more)
    # Coverage would write files of its own.
    environment = {n: v for n, v in environment.items() if not n.startswith("COVERAGE")}
    process = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    return Done(process.returncode, process.stdout, process.stderr)
