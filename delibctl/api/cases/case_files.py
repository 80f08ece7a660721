"""Adding cases to case files."""

import json
import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases.append import NOTHING_ASSUMED, Assumed, new_file, with_cases
from delibctl.edge.files.output import is_new
from delibctl.edge.files.text import write_new
from delibctl.errors import DelibctlError
from delibctl.policy import Bundle
from delibctl.source import read


def open_with_output(
    workspace: Workspace, start: Path, cases: list[Path] | None, output: Path | None
) -> Bundle:
    """Return the policy with its cases, and those already in the output file."""
    files = workspace.files
    bundle = open_bundle(start, files, cases)
    if output is None or is_new(output) or _holds(workspace, bundle, output):
        return bundle
    paths = [workspace.path(files.from_here(document.name)) for document in bundle.cases]
    return open_bundle(start, files, [*paths, output])


def add_cases(
    workspace: Workspace,
    cases: Sequence[dict[str, Any]],
    output: Path,
    assumed: Assumed = NOTHING_ASSUMED,
) -> str:
    """Append cases to a file without changing other bytes; create the file if necessary.

    Returns a note of what was done. Raises DelibctlError if the file cannot be written, or would
    not read back equal.
    """
    files = workspace.files
    if is_new(output):
        if output.suffix.lower() not in _ENDINGS:
            raise DelibctlError(
                f"cannot write cases to {output}: its ending is not {' or '.join(_ENDINGS)}",
                next=f"name it {output.stem}.yaml, or {output.stem}.jsonl for JSON lines",
            )
        write_new(output, new_file(cases, output.name, assumed))
        return f"wrote {output}"
    name = files.name(output)
    document = read(files.read(name), name)
    files.changed[name] = with_cases(document, cases, assumed).encode()
    files.write_changed()
    return f"added to {output}"


#: The endings of new case files; the last one has one case per line.
_ENDINGS = (".yaml", ".yml", ".jsonl")


@dataclass(frozen=True, kw_only=True)
class CaseFilesInUse:
    """The policy and the case files that a command works with, as its caller named them."""

    workspace: Workspace
    policy: Path | None
    cases: Sequence[Path] | None

    def open(self, output: Path | None) -> Bundle:
        """Return the policy with its cases, and those already in the output file."""
        start, paths = self.workspace.policy_and_cases(self.policy, self.cases)
        return open_with_output(self.workspace, start, paths, output)

    def advice(self, output: Path, verb: str = "probe") -> Iterator[str]:
        """Yield notes on how to use the cases of a file: the next command, and what to configure.

        The command names every case file if the policy does not use the new one by itself.
        """
        start, paths = self.workspace.policy_and_cases(self.policy, self.cases)
        bundle = open_bundle(start, self.workspace.files, paths)
        others = [Path(self.workspace.files.from_here(document.name)) for document in bundle.cases]
        used = _holds(self.workspace, bundle, output)
        named = list(self.cases or ()) if used else [*others, self._from_here(output)]
        command = ["delibctl", verb, *([str(self.policy)] if self.policy else [])]
        for path in named:
            command += ["--cases", str(path)]
        if not used and not self.cases:
            yield self._configured(bundle, others, output)
        yield f"next: {shlex.join(command)}"

    def _from_here(self, path: Path) -> Path:
        return Path(self.workspace.files.from_here(self.workspace.files.name(path)))

    def _configured(self, bundle: Bundle, others: list[Path], output: Path) -> str:
        """Return where to list a file, with all that must be listed beside it."""
        settings, files = self.workspace.settings, self.workspace.files
        if self.policy is None and settings.cases is not None and settings.file is not None:
            listing = [*settings.cases, _between(settings.root, output)]
            return (
                f"{self.workspace.short(settings.file)} does not use {output}; to use it always, "
                f"replace `cases` there: cases = {json.dumps(listing, ensure_ascii=False)}"
            )
        policy = files.from_here(bundle.policy.name)
        folder = self.workspace.path(policy).parent
        beside = (_between(folder, self.workspace.path(path)) for path in others)
        own = bundle.policy.data.get("cases") or list(dict.fromkeys(map(_pattern, beside)))
        shown = json.dumps([*own, _between(folder, output)], ensure_ascii=False)
        how = "replace `cases` there" if "cases" in bundle.policy.data else "write there"
        return f"{policy} does not use {output}; to use it always, {how}: cases: {shown}"


def _pattern(name: str) -> str:
    """Return the default pattern that finds a case file beside its policy."""
    path = PurePosixPath(name)
    return f"cases/*{path.suffix}" if path.parent.name == "cases" else name


def _between(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _holds(workspace: Workspace, bundle: Bundle, path: Path) -> bool:
    name = workspace.files.name(path)
    return name in {document.name for document in bundle.cases}
