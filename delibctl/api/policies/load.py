"""Loading policies at paths, with their cases and fragments."""

from pathlib import Path
from shlex import quote

from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import open_paths
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.tree import FileTree
from delibctl.errors import DelibctlError
from delibctl.lint import SOUND, Level, Options, Report, lint
from delibctl.model import Case, Policy
from delibctl.policy import Bundle, build
from delibctl.source import Document, read


def open_one(
    workspace: Workspace,
    path: Path,
    cases: list[Path] | None = None,
    files: LocalFiles | None = None,
) -> tuple[Policy, tuple[Case, ...]]:
    """Return the one policy at a path, with its cases.

    Raises DelibctlError if there is no policy, or several, or if lint finds an error.
    """
    return policy_and_cases(workspace, open_bundle(path, files or workspace.files, cases))


def policy_and_cases(workspace: Workspace, bundle: Bundle) -> tuple[Policy, tuple[Case, ...]]:
    """Return the policy of a bundle without errors, and its cases."""
    policy = build(bundle)
    return policy, build_cases(bundle.cases, policy, workspace.today().isoformat())


def open_policies(path: Path, files: FileTree) -> list[Bundle]:
    """Return every policy at a path. Raises DelibctlError if there are none, or one has errors."""
    return sound(path, open_paths([path], files), files)


def sound(path: Path, opened: Opened, files: FileTree) -> list[Bundle]:
    """Return the opened policies. Raises DelibctlError if there are none, or one has errors."""
    _stop_at_errors(path, None, essential(opened), files)
    if not opened.bundles:
        raise DelibctlError(
            f"{path} is not a policy{files.label}", next="name the policy that it belongs to"
        )
    return opened.bundles


def essential(opened: Opened) -> Report:
    """Return the errors with which policies cannot be built, and files that cannot be read."""
    return lint(opened.bundles, opened.broken, ESSENTIAL_RULES)


#: Comments cannot suppress these errors: such a policy cannot be built.
ESSENTIAL_RULES = Options(select=SOUND, suppressions=False)


def open_bundle(path: Path, files: FileTree, cases: list[Path] | None = None) -> Bundle:
    """Return the one policy at a path with its cases and fragments.

    Raises DelibctlError if there is no policy, or several, or if lint finds an error.
    """
    bundle, _ = open_with_notes(path, files, cases)
    return bundle


def open_with_notes(
    path: Path, files: FileTree, cases: list[Path] | None = None
) -> tuple[Bundle, tuple[str, ...]]:
    """Return the one policy at a path, and sentences about what is beside it and was left out.

    Raises DelibctlError if there is no policy, or several, or if lint finds an error.
    """
    opened = open_paths([path], files, cases)
    if len(opened.bundles) > 1:
        names = ", ".join(bundle.policy.name for bundle in opened.bundles)
        raise DelibctlError(
            f"{path} contains {len(opened.bundles)} policies: {names}", next="name one of them"
        )
    loose = opened.broken if opened.bundles else opened.loose
    report = lint(opened.bundles, loose, ESSENTIAL_RULES)
    _stop_at_errors(path, cases, report, files)
    if not opened.bundles:
        raise DelibctlError(f"{path} is not a policy", next="name the policy that it belongs to")
    return opened.bundles[0], (*opened.not_asked, *opened.notes)


def _stop_at_errors(path: Path, cases: list[Path] | None, report: Report, files: FileTree) -> None:
    errors = report.at_least(Level.ERROR)
    if errors:
        first = errors[0]
        command = f"delibctl lint {quote(str(path))}"
        options = "".join(f" --cases {quote(str(name))}" for name in cases or ())
        others = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise DelibctlError(
            f"{first.message} ({first.code}){others}",
            where=f"{files.from_here(first.place.file)}:{first.place.line}:{first.place.column}",
            next=command,
            usage=f"{command}{options}",
        )


def kind_of(workspace: Workspace, path: Path) -> str | None:
    """Return `policy`, `cases` or `fragment` by the content of a file; None for other files."""
    return document_at(workspace, path).kind


def document_at(workspace: Workspace, path: Path) -> Document:
    """Return a file as a document. Raises DelibctlError if it is unreadable."""
    files = workspace.files
    name = files.name(path)
    return read(files.read(name), name)
