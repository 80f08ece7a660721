"""Loading policies at paths, with their cases and fragments; and finding runs."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import Literal, Protocol

from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.run_file.schema import is_run_file
from delibctl.errors import DelibctlError
from delibctl.lint import SOUND, Level, Options, Report, lint
from delibctl.model import Case, Policy
from delibctl.policy import Bundle, Files, build, gather
from delibctl.source import Document, read

_OURS = re.compile(r"^(policy|cases|categories|styles|definitions):", re.MULTILINE)
_NAMES = re.compile(r"(^|/)(policy|cases)\.ya?ml$")


class PolicyNotFound(DelibctlError):
    """A path does not exist, or the folder has no policy."""


class Tree(Files, Protocol):
    """Files on disk or in a revision; paths are those of the caller."""

    label: str

    def name(self, path: Path) -> str:
        """Return the name of a path in the tree."""

    def from_here(self, name: str) -> str:
        """Return a name in the tree as a path from the working folder."""

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Return `file` or `folder`; None if the path does not exist."""

    def walk(self, folder: Path) -> Iterator[Path]:
        """Yield the YAML files in a folder and its subfolders."""


@dataclass
class Opened:
    """Policies, documents outside of any policy, and the number of skipped files."""

    bundles: list[Bundle] = field(default_factory=list)
    loose: list[Document] = field(default_factory=list)
    skipped: int = 0


def open_paths(paths: Iterable[Path], files: Tree, cases: list[Path] | None = None) -> Opened:
    """Read the files at paths, and every policy in folders.

    Raises PolicyNotFound if a path does not exist or a folder has no policy.
    """
    documents: dict[str, Document] = {}
    opened = Opened()
    for path in paths:
        kind = files.kind(path)
        if kind == "folder":
            before = len(documents)
            opened.skipped += _read_folder(path, files, documents)
            if len(documents) == before:
                raise PolicyNotFound(
                    f"no policy found in {path}",
                    next="name the folder that contains policy.yaml, or start a policy with "
                    f"delibctl init {quote(str(path))}",
                )
        elif kind == "file":
            name = files.name(path)
            documents[name] = read(files.read(name), name)
            if documents[name].kind is None:
                _check_suffix(path)
        else:
            advice = "check the path"
            if files.label:
                advice += "; a path from this folder begins with ./"
            raise PolicyNotFound(f"{path} does not exist{files.label}", next=advice)
    case_files = None if cases is None else [files.name(path) for path in cases]
    _add_policies_beside(documents, files)
    for document in documents.values():
        if document.kind == "policy":
            opened.bundles.append(gather(document, files, case_files))
    claimed = {d.name for bundle in opened.bundles for d in bundle.documents}
    opened.loose = [document for name, document in documents.items() if name not in claimed]
    return opened


def _check_suffix(path: Path) -> None:
    """Raise DelibctlError for a file in another language: errors of YAML would not help."""
    match path.suffix.lower():
        case ".md" | ".markdown" | ".txt":
            raise DelibctlError(
                f"{path} is plain text, not a policy in YAML",
                next="import it as a policy",
                usage=f"make a policy of its headings: delibctl init my-policy --from "
                f"{quote(str(path))}",
            )
        case ".toml":
            raise DelibctlError(f"{path} is TOML, not YAML", next="name a policy instead")


def _read_folder(folder: Path, files: Tree, documents: dict[str, Document]) -> int:
    """Add the policy files in a folder. Returns the number of other YAML files."""
    skipped = 0
    for path in files.walk(folder):
        name = files.name(path)
        document = read(files.read(name), name)
        if document.kind or _looks_ours(document):
            documents[name] = document
        elif not _is_of_approvals(document):
            skipped += 1
    return skipped


def _is_of_approvals(document: Document) -> bool:
    """Return True for a file of `delibctl accept`, which may be in the folder of the policy."""
    return isinstance(document.data, dict) and "approvals" in document.data


def _looks_ours(document: Document) -> bool:
    """Return True for a broken file that is probably part of a policy."""
    has_our_name = _NAMES.search(document.name) is not None
    return has_our_name or (document.data is None and _OURS.search(document.text) is not None)


def _add_policies_beside(documents: dict[str, Document], files: Tree) -> None:
    """Add the policies of cases and fragments that were named without them."""
    alone = [
        document.name for document in documents.values() if document.kind in ("cases", "fragment")
    ]
    for name in alone:
        folder = Path(name).parent
        for candidate in (folder, folder.parent):
            for path in files.match(candidate.as_posix(), "policy.y*ml"):
                if path in documents:
                    continue
                policy = read(files.read(path), path)
                belongs = name in {d.name for d in gather(policy, files).documents}
                if policy.kind == "policy" and belongs:
                    documents[path] = policy


def open_one(
    workspace: Workspace,
    path: Path,
    cases: list[Path] | None = None,
    files: LocalFiles | None = None,
) -> tuple[Policy, tuple[Case, ...]]:
    """Return the one policy at a path, with its cases.

    Raises DelibctlError if there is no policy, or several, or if lint finds an error.
    """
    bundle = open_bundle(path, files or workspace.files, cases)
    policy = build(bundle)
    return policy, build_cases(bundle.cases, policy, workspace.today().isoformat())


def open_policies(path: Path, files: Tree) -> list[Bundle]:
    """Return every policy at a path. Raises DelibctlError if there are none, or one has errors."""
    opened = open_paths([path], files)
    _stop_at_errors(path, None, lint(opened.bundles, (), _ESSENTIAL), files)
    if not opened.bundles:
        raise DelibctlError(
            f"{path} is not a policy{files.label}", next="name the policy that it belongs to"
        )
    return opened.bundles


def open_by_id(ids: Container[str], folder: Path, files: Tree) -> list[Bundle]:
    """Return the policies of these ids in a folder. Raises DelibctlError if one has errors."""
    documents: dict[str, Document] = {}
    _read_folder(folder, files, documents)
    policies = (document for document in documents.values() if document.kind == "policy")
    bundles = [gather(policy, files) for policy in policies if _id(policy) in ids]
    _stop_at_errors(folder, None, lint(bundles, (), _ESSENTIAL), files)
    return bundles


def _id(policy: Document) -> str:
    """Return the id of a policy; "" if it has none."""
    head = policy.data["policy"] if isinstance(policy.data, dict) else None
    return str(head.get("id", "")) if isinstance(head, dict) else ""


#: Comments cannot suppress these errors: such a policy cannot be built.
_ESSENTIAL = Options(select=SOUND, suppressions=False)


def open_bundle(path: Path, files: Tree, cases: list[Path] | None = None) -> Bundle:
    """Return the one policy at a path with its cases and fragments.

    Raises DelibctlError if there is no policy, or several, or if lint finds an error.
    """
    opened = open_paths([path], files, cases)
    if len(opened.bundles) > 1:
        names = ", ".join(bundle.policy.name for bundle in opened.bundles)
        raise DelibctlError(
            f"{path} contains {len(opened.bundles)} policies: {names}", next="name one of them"
        )
    report = lint(opened.bundles, opened.loose if not opened.bundles else (), _ESSENTIAL)
    _stop_at_errors(path, cases, report, files)
    if not opened.bundles:
        raise DelibctlError(f"{path} is not a policy", next="name the policy that it belongs to")
    return opened.bundles[0]


def _stop_at_errors(path: Path, cases: list[Path] | None, report: Report, files: Tree) -> None:
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


def find_run(workspace: Workspace, name: str | None = None) -> Path:
    """Return the run of a path, a name, @last or @-2; the newest run without one.

    A file is recognised by its content, not its name. Raises DelibctlError if the run does not
    exist, or if a policy is given instead; the error then names the right command.
    """
    if name is not None and exists(workspace.path(name)):
        path = workspace.path(name)
    else:
        path = workspace.state.find(name)
    if is_run_file(path):
        return path
    if path.is_dir():
        policy = next(iter(path.glob("policy.y*ml")), None)
        raise DelibctlError(
            f"{path} is a folder, not a run",
            next=f"delibctl probe {quote(str(path))}, then delibctl diff"
            if policy
            else "name a run file, or leave the name out for the newest run",
        )
    if kind_of(workspace, path) == "policy":
        raise DelibctlError(
            f"{path} is a policy, not a run",
            next=f"delibctl probe {quote(str(path))}, then delibctl diff",
        )
    raise DelibctlError(
        f"{path} is not a run file or a policy, or it is incomplete",
        next="name a run file, or leave the name out for the newest run",
    )


def kind_of(workspace: Workspace, path: Path) -> str | None:
    """Return `policy`, `cases` or `fragment` by the content of a file; None for other files."""
    files = workspace.files
    name = files.name(path)
    return read(files.read(name), name).kind
