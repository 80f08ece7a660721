"""Adding cases to case files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases.append import new_file, with_cases
from delibctl.edge.files.local import exists
from delibctl.edge.files.text import write_new
from delibctl.policy import Bundle
from delibctl.source import read


def open_with_output(
    workspace: Workspace, start: Path, cases: list[Path] | None, output: Path | None
) -> Bundle:
    """Return the policy with its cases, and those already in the output file."""
    files = workspace.files
    bundle = open_bundle(start, files, cases)
    if output is None or not exists(output) or _holds(workspace, bundle, output):
        return bundle
    paths = [workspace.path(files.from_here(document.name)) for document in bundle.cases]
    return open_bundle(start, files, [*paths, output])


def add_cases(
    workspace: Workspace,
    listener: Listener,
    cases: Sequence[dict[str, Any]],
    output: Path,
    then: str,
) -> None:
    """Append cases to a file without changing other bytes; create the file if necessary.

    `then` is the next step in the note. Raises DelibctlError if the file cannot be written.
    """
    files = workspace.files
    if not exists(output):
        write_new(output, new_file(cases))
        listener.note(f"wrote {output}; next: {then}")
        return
    name = files.name(output)
    files.changed[name] = with_cases(read(files.read(name), name), cases).encode()
    files.write_changed()
    listener.note(f"added to {output}; next: {then}")


def check_named(
    workspace: Workspace, listener: Listener, start: Path, cases: list[Path] | None, output: Path
) -> None:
    """Note it if the policy does not use the file."""
    if not _holds(workspace, open_bundle(start, workspace.files, cases), output):
        listener.note(f"the policy does not use {output}: add the file to its `cases`")


def _holds(workspace: Workspace, bundle: Bundle, path: Path) -> bool:
    name = workspace.files.name(path)
    return name in {document.name for document in bundle.cases}
