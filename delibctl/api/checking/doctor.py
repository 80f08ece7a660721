"""What `delibctl doctor` looks at, but for the models."""

import os
import platform
import shlex
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from delibctl import __version__
from delibctl.api.policies.load import open_paths
from delibctl.cli.options.lint import Choice
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.git import repository as git
from delibctl.edge.run_file.listing import size_of
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import FILE_NAME, Settings, load_settings
from delibctl.errors import DelibctlError
from delibctl.lint import Level, lint
from delibctl.report import RenderOptions
from delibctl.report.doctor.checks import Check, note, ok, problem
from delibctl.text.count import counted, sized


def software() -> Iterator[Check]:
    """Versions, and where they are installed."""
    python = f"{platform.python_version()} on {platform.platform(terse=True)}, {sys.prefix}"
    yield ok("python", python)
    try:
        yield ok("delibctl", f"{__version__}, litellm {version('litellm')}")
    except PackageNotFoundError:
        yield problem(
            "delibctl", f"{__version__}, and litellm is not installed", "pip install litellm"
        )


def configuration(folder: Path) -> tuple[Check, Settings]:
    """The configuration; where it cannot be read, the rest is looked at without it."""
    try:
        settings = load_settings(folder)
    except DelibctlError as error:
        where = f"{error.where}: " if error.where else ""
        return problem("configuration", f"{where}{error.what}", error.next), Settings(root=folder)
    if settings.file is None:
        text = f"no {FILE_NAME} here or above; the defaults hold"
        return note("configuration", text, "delibctl init writes one"), settings
    return ok("configuration", str(settings.file)), settings


def policy(settings: Settings) -> Iterator[Check]:
    """The policy that commands without a PATH use, as lint sees it."""
    path = settings.policy_path
    try:
        opened = open_paths([path], LocalFiles(Path.cwd()), settings.case_paths)
    except DelibctlError as error:
        if settings.policy:
            yield problem("policy", error.what, f"name the policy in {settings.file}")
        else:
            yield note("policy", f"{error.what} that a command without PATH would use", error.next)
        return
    report = lint(opened.bundles, opened.loose, Choice().options(settings))
    errors = len(report.at_least(Level.ERROR))
    others = len(report.findings) - errors
    policies = [bundle.policy for bundle in opened.bundles] or opened.loose
    names = ", ".join(document.name for document in policies)
    text = f"{names}: {counted(len(report.files), 'file')}, {counted(errors, 'error')}"
    text += f", {counted(others, 'other finding')}" if others else ""
    if errors or not opened.bundles:
        yield problem("policy", text, f"delibctl lint {shlex.quote(str(path))}")
    elif len(opened.bundles) > 1:
        yield note("policy", text, "probe asks about one: name it")
    elif not opened.bundles[0].cases:
        yield note("policy", f"{text}, and no cases", "a probe needs cases.yaml beside the policy")
    else:
        yield ok("policy", text)


def state_folder(state: StateFolder) -> Check:
    """Where runs and answers are kept."""
    folder = state.folder
    there = next((at for at in (folder, *folder.absolute().parents) if exists(at)), folder)
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        return problem(
            "state", f"cannot write in {there}", "change its permissions, or name --state DIR"
        )
    if not exists(folder):
        return ok("state", f"{folder}: not there yet, the first probe makes it")
    runs = state.runs()
    size = sized(sum(map(size_of, (*runs, state.answers))))
    return ok("state", f"{folder}: {counted(len(runs), 'run')}, {size} with the kept answers")


def repository(folder: Path) -> Check:
    """What `--against` can reach."""
    found = git.version()
    if not found:
        return note("git", "cannot be run", "install it for: delibctl diff --against REV")
    root = git.root_of(folder)
    if root is None:
        return note("git", f"{found}; this is no repository", "diff --against REV needs one")
    text = f"{found}; {root}: {counted(git.commits(folder), 'commit')}"
    if git.is_shallow(folder):
        return note(
            "git",
            f"{text}, a shallow clone: --against REV needs the history",
            "git fetch --unshallow, or fetch-depth: 0 in CI",
        )
    return ok("git", text)


def terminal(page: RenderOptions) -> Check:
    """How results are shown here."""
    where = "a terminal" if sys.stdout.isatty() else "no terminal"
    text = f"{where}, {sys.stdout.encoding}, {counted(page.width, 'column')}, {_colours(page)}"
    if page.ascii:
        return note("terminal", text, "PYTHONUTF8=1 shows more than ASCII")
    return ok("terminal", text)


def _colours(page: RenderOptions) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours: NO_COLOR is set"
    if not page.colour:
        return f"no colours: TERM={os.environ.get('TERM', '')}"
    return "colours" if sys.stdout.isatty() else "no colours: output is text"


def environment_file(folders: Iterable[Path]) -> Iterator[Check]:
    """A file that other tools read, and that people expect to be read."""
    for folder in sorted(folders):
        if (folder / ".env").is_file():
            path = shlex.quote(str(folder / ".env"))
            yield note(".env", f"{path} is there and is not read", f"set -a; . {path}; set +a")
