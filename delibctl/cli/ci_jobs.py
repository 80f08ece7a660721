"""Writing the jobs of `delibctl init --ci`, one for each configuration that is there."""

import os
from pathlib import Path

from delibctl import __version__
from delibctl.api.policies.opening import open_folder
from delibctl.cli.ci_workflow import CiSystem, Workflow, pinned, workflow
from delibctl.cli.output import print_message, write
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.text import append_line, write_new
from delibctl.edge.git.repository import Repository, root_of
from delibctl.edge.settings_file import NAMES, find_file, table_in
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.count import listed


def configured_folders(folder: Path) -> list[Path]:
    """Return the folders whose configurations are for policies in a folder, or in its subfolders.

    A folder with policies and no configuration stands for itself. Empty: nothing is there.
    Raises DelibctlError if a configuration is invalid.
    """
    here = real_path(folder)
    if not here.is_dir():
        return []
    root, configuration = find_file(here)
    found = [root] if configuration else []
    found += [each for each in _nested(here) if each not in found]
    return found or ([here] if _has_policies(here) else [])


def _nested(folder: Path) -> list[Path]:
    """Return the folders below that have a configuration, of files that git does not ignore."""
    if root_of(folder) is None:
        return []
    repository = Repository.of(folder, os.environ)
    names = repository.files_named(NAMES)
    paths = [repository.root / name for name in names]
    return [
        path.parent
        for path in paths
        if path.is_relative_to(folder) and path.is_file() and _configures(path)
    ]


def _configures(path: Path) -> bool:
    try:
        return table_in(path, path.read_bytes()) is not None
    except DelibctlError:
        return False  # of another tool, or one that lint names


def _has_policies(folder: Path) -> bool:
    opened = open_folder(folder, LocalFiles(folder, folder))
    return bool(opened.bundles or opened.broken)


def write_jobs(system: CiSystem, folders: list[Path], pin: str | None) -> ExitCode:
    """Write the job of each folder that has none yet.

    Raises DelibctlError if all are there, or two would have one name.
    """
    jobs: list[Workflow] = []
    for folder in folders:
        jobs.append(workflow(system, folder, [job.path for job in jobs]))
    stop_if_there(jobs)
    line = pinned(pin)
    for job in jobs:
        if not exists(job.path):
            _write(job)
    if jobs:
        _write_pins(jobs[0], line)
    return ExitCode.CLEAN


def stop_if_there(jobs: list[Workflow]) -> None:
    """Raise DelibctlError if there is a file in place of each job."""
    if jobs and all(exists(job.path) for job in jobs):
        raise DelibctlError(
            f"{listed([str(job.path) for job in jobs])} exists; nothing was written",
            next="rename it, or add the job of docs/ci.md to it by hand",
        )


def _write(job: Workflow) -> None:
    job.path.parent.mkdir(parents=True, exist_ok=True)
    write_new(job.path, job.text)
    write(f"wrote {job.path}\n")
    if job.includer is None:
        return
    if not exists(job.includer):
        write_new(job.includer, "include:\n")
        write(f"wrote {job.includer}\n")
    elif not _is_ours(job.includer):
        print_message(f"add this to the list `include` of {job.includer}:\n  - local: {job.name}")
        return
    append_line(job.includer, f"  - local: {job.name}")


def _is_ours(includer: Path) -> bool:
    """Return True if a file only includes jobs, as it was written here."""
    first, *others = includer.read_text(encoding="utf-8").splitlines() or [""]
    return first == "include:" and all(each.startswith("  - local: .gitlab/") for each in others)


def _write_pins(job: Workflow, line: str | None) -> None:
    """Write what the jobs install, or say how."""
    if exists(job.pins):
        return
    if line:
        write_new(job.pins, line)
        write(f"wrote {job.pins}\n")
        print_message(f"commit {job.pins} with the job: it pins the commit that is installed")
        return
    print_message(
        f"the job installs what {job.pins} pins, so write that file and commit it too:\n"
        "  delibctl from git:  delibctl init --ci ... "
        "--pin git+https://HOST/OWNER/delibctl@COMMIT\n"
        f"  a published one:    echo delibctl=={__version__} | "
        f"uv pip compile --generate-hashes - -o {job.pins}"
    )
