"""The checks of `delibctl doctor`, except those of models."""

import os
import platform
import shlex
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from delibctl import __version__
from delibctl.api.checking.doctor_ci import ci
from delibctl.api.checking.doctor_models import ask_models, models
from delibctl.api.judging.fitted_file import FIT_AGAIN, FOLDER, fitted_path, load_fitted
from delibctl.api.policies.lint import LintOptions
from delibctl.api.policies.load import open_one
from delibctl.api.policies.opening import open_paths
from delibctl.api.workspace import Workspace
from delibctl.deliberate import TEMPLATES
from delibctl.edge.encoder import package as encoder
from delibctl.edge.files.local import exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git import repository as git
from delibctl.edge.learning import scikit
from delibctl.edge.run_file.listing import size_of
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import FILE_NAME, Settings, load_settings
from delibctl.errors import DelibctlError
from delibctl.lint import Level, lint
from delibctl.report.doctor.checks import Check, note, ok, problem
from delibctl.text.count import counted, sized


def software() -> Iterator[Check]:
    """Yield checks of the installed versions."""
    python = f"{platform.python_version()} on {platform.platform(terse=True)}, {sys.prefix}"
    yield ok("python", python)
    try:
        yield ok("delibctl", f"{__version__}, litellm {version('litellm')}")
    except PackageNotFoundError:
        yield problem(
            "delibctl", f"{__version__}, and litellm is not installed", "pip install litellm"
        )


def sentence_encoder() -> Check:
    """Return a check of the extra with which prompts are compared by their meaning."""
    package = encoder.installed_package()
    if package.usable:
        return ok("semantic", f"{encoder.NAME} {package.version}")
    if package.version:
        return problem("semantic", package.why_not, encoder.EXTRA)
    return note("semantic", f"{package.why_not}; prompts are compared by words", encoder.EXTRA)


def fit_extra() -> Check:
    """Return a check of the extra with which a judge is fitted to labels."""
    installed = scikit.installed_version()
    if installed:
        return ok("fit", f"{scikit.NAME} {installed}")
    return note(
        "fit", f"{scikit.NAME} is not installed; only calibrate --fit needs it", scikit.EXTRA
    )


def fitted_judge(workspace: Workspace) -> Iterator[Check]:
    """Yield a check of the judge that was fitted for the configured policy, if there is one."""
    if not exists(workspace.settings.root / FOLDER):
        return
    try:
        policy, _ = open_one(workspace, workspace.policy_path)
    except DelibctlError:
        return  # the check of the policy says why
    try:
        if not exists(fitted_path(workspace, policy.id)):
            return
        stored = load_fitted(workspace, policy)
    except DelibctlError as error:
        where = f"{error.where}: " if error.where else ""
        yield problem("fitted judge", f"{where}{error.what}", error.next)
        return
    text = f"{workspace.short(stored.path)}, learned from {counted(stored.labels, 'label')}"
    if stored.later:
        yield note("fitted judge", f"{text} before the policy was changed", FIT_AGAIN)
    else:
        yield ok("fitted judge", text)


def open_settings(folder: Path) -> tuple[Check, Settings]:
    """Return a check of the configuration, and its settings or the defaults."""
    absolute = real_path(folder)
    try:
        settings = load_settings(folder)
    except DelibctlError as error:
        where = f"{error.where}: " if error.where else ""
        return problem("configuration", f"{where}{error.what}", error.next), Settings(root=absolute)
    if settings.file is None:
        text = f"no {FILE_NAME} in this folder or above; the defaults apply"
        return note("configuration", text, "create one with delibctl init"), settings
    return ok("configuration", str(settings.file)), settings


def template(settings: Settings) -> Iterator[Check]:
    """Yield a note if the configuration keeps an earlier version of the words around the policy."""
    newest = TEMPLATES[-1]
    if settings.file is not None and settings.template < newest:
        yield note(
            "template",
            f"{settings.template}; small models copy its layout in place of an answer",
            f"set template = {newest} in {settings.file.name}; every question is then asked again",
        )


def policy(workspace: Workspace) -> Iterator[Check]:
    """Yield a check of the configured policy, as lint reads it."""
    settings = workspace.settings
    try:
        path = workspace.policy_path
        opened = open_paths([path], workspace.files, settings.case_paths)
    except DelibctlError as error:
        if settings.policy:
            yield problem("policy", error.what, f"name the policy in {settings.file}")
        else:
            yield note("policy", f"{error.what}; commands without PATH need one", error.next)
        return
    report = lint(opened.bundles, opened.loose, LintOptions().rules(workspace))
    errors = len(report.at_least(Level.ERROR))
    other_findings = len(report.findings) - errors
    policies = [bundle.policy for bundle in opened.bundles] or opened.loose
    names = ", ".join(document.name for document in policies)
    text = f"{names}: {counted(len(report.files), 'file')}, {counted(errors, 'error')}"
    text += f", {counted(other_findings, 'other finding')}" if other_findings else ""
    if errors or not opened.bundles:
        yield problem("policy", text, f"delibctl lint {shlex.quote(str(path))}")
    elif len(opened.bundles) > 1:
        yield note("policy", text, "name one of them for a probe")
    elif not opened.bundles[0].cases:
        yield note("policy", f"{text}, no cases", "for a probe, add cases.yaml beside the policy")
    else:
        yield ok("policy", text)


def state_folder(state: StateFolder) -> Check:
    """Return a check of the folder for runs and cached answers."""
    folder = state.folder
    there = next((at for at in (folder, *folder.absolute().parents) if exists(at)), folder)
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        return problem(
            "state", f"cannot write in {there}", "change its permissions, or use --state DIR"
        )
    if not exists(folder):
        return ok("state", f"{folder}: does not exist yet; the first probe creates it")
    try:
        runs = state.runs()
    except DelibctlError as error:
        return problem("state", str(error), error.usage or error.next)
    size = sized(sum(map(size_of, (*runs, state.answers))))
    return ok("state", f"{folder}: {counted(len(runs), 'run')}, {size} with the cached answers")


def repository(workspace: Workspace) -> Check:
    """Return a check of git and the repository."""
    folder = workspace.absolute_folder
    git_version = git.version()
    if not git_version:
        return note("git", "cannot be run", "install git to use delibctl diff --against REV")
    if not git.in_repository(folder):
        return note(
            "git",
            f"{git_version}; this is not a repository",
            "delibctl diff --against REV needs one",
        )
    in_use = git.Repository.of(folder, workspace.environment)
    kind = "bare repository " if in_use.is_bare else ""
    try:
        text = f"{git_version}; {kind}{in_use.root}: {counted(in_use.commits(), 'commit')}"
    except DelibctlError as error:
        return problem("git", f"{git_version}; {in_use.root}: {error.what}", error.next)
    if in_use.is_shallow():
        return note(
            "git",
            f"{text}, a shallow clone; --against REV needs the history",
            "git fetch --unshallow; in CI set fetch-depth: 0",
        )
    return ok("git", text)


def environment_file(workspace: Workspace) -> Iterator[Check]:
    """Yield a note for each `.env`, which other tools read and delibctl does not."""
    for folder in sorted({workspace.absolute_folder, workspace.settings.root}):
        if (folder / ".env").is_file():
            path = shlex.quote(str(folder / ".env"))
            yield note(".env", f"{path} exists but is not read", f"set -a; . {path}; set +a")


def checks(workspace: Workspace, configuration: Check, *, ask: bool) -> Iterator[Check]:
    """Yield every check of a workspace; `ask` sends each configured model one short question."""
    yield from software()
    yield sentence_encoder()
    yield fit_extra()
    yield configuration
    yield from template(workspace.settings)
    yield from policy(workspace)
    yield from fitted_judge(workspace)
    yield from models(workspace)
    if ask:
        yield from ask_models(workspace)
    yield from ci(workspace)
    yield state_folder(workspace.state)
    yield repository(workspace)
