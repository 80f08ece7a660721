"""The job that checks branches, for the CI system of a repository: `delibctl init --ci`."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from os.path import relpath
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.repository import root_of
from delibctl.errors import DelibctlError
from delibctl.source.packaged import folder as packaged

#: A commit of a git repository, without a password in its address.
_PIN = re.compile(r"git\+(https://[^\s@]+)@([0-9a-f]{40})")


class CiSystem(StrEnum):
    """A CI system for which there is a job."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """The file of a job, and the file that pins what it installs; paths from the working folder.

    `name` is that of the job, from the root of the repository. `includer`: the file that must
    include it, if the system reads no other; "" if it finds the job by itself.
    """

    path: Path
    name: str
    pins: Path
    text: str
    includer: Path | None = None


def workflow(system: CiSystem, folder: Path, taken: Collection[Path] = ()) -> Workflow:
    """Return the job for a policy in a folder. It stands at the root of the repository, if any.

    Its file is named by the folder, and by more where that name is `taken`, or there for another
    folder: `a/b` and `a-b` would have one name.
    """
    here = real_path(folder)
    root = real_path(root_of(here) or here)
    below = here.relative_to(root).as_posix()
    suffix = "" if below == "." else "-" + re.sub(r"\W+", "-", below).strip("-")
    if system is CiSystem.GITHUB:
        stem, example = f".github/workflows/policy{suffix}", "github-actions.yml"
    else:
        stem, example = f".gitlab/policy{suffix}", "gitlab-ci.yml"
    text = (packaged("examples") / example).read_text(encoding="utf-8")

    def at(inside: str) -> Path:
        return Path(relpath(root / inside, real_path(Path())))

    name = f"{stem}.yml"
    if at(name) in taken or _is_of_another(root / name, below):
        name = f"{stem}-{sha256(below.encode()).hexdigest()[:6]}.yml"
    return Workflow(
        path=at(name),
        name=name,
        pins=at(f".{system}/delibctl.txt"),
        text=_in_folder(system, text, below),
        includer=at(".gitlab-ci.yml") if system is CiSystem.GITLAB else None,
    )


def _is_of_another(path: Path, below: str) -> bool:
    """Return True if a job is there that was written for another folder."""
    if not exists(path):
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    own = below if below == "." else json.dumps(below)
    return "FOLDER: " in text and f"FOLDER: {own} #" not in text


def _in_folder(system: CiSystem, text: str, below: str) -> str:
    """Return the job for a folder below the root, with a name of its own."""
    if below == ".":
        return text
    text = text.replace("FOLDER: . #", f"FOLDER: {json.dumps(below)} #")
    named = json.dumps(f"policy {below}")
    if system is CiSystem.GITLAB:
        return text.replace("\npolicy:\n", f"\n{named}:\n")
    text = text.replace("\nname: policy\n", f"\nname: {named}\n")
    return text.replace("\n  policy:\n", f"\n  policy:\n    name: {named}\n")


def pinned(pin: str | None) -> str | None:
    """Return the line that pins delibctl to a commit of git; None if none is known.

    Without a pin it is the commit from which this delibctl was installed, if it came from git.
    Raises DelibctlError if the pin names no commit.
    """
    if pin is None:
        return _installed_from()
    match = _PIN.fullmatch(pin)
    if match is None:
        raise DelibctlError(
            f"{pin!r} is not a commit of a git repository",
            next="write --pin git+https://HOST/OWNER/delibctl@COMMIT, with all 40 digits and no "
            "password",
        )
    return f"delibctl @ {pin}\n"


def _installed_from() -> str | None:
    try:
        text = distribution("delibctl").read_text("direct_url.json")
        source = json.loads(text or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    commit = source.get("vcs_info", {}).get("commit_id", "")
    pin = f"git+{source.get('url', '')}@{commit}"
    return f"delibctl @ {pin}\n" if _PIN.fullmatch(pin) else None
