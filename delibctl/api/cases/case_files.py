"""Case files that a command adds to: what they hold already, and what is written behind it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from delibctl.api.policies.load import open_bundle
from delibctl.cases.append import new_file, with_cases
from delibctl.cli.output import talk
from delibctl.edge.files.local import LocalFiles, exists, write_new
from delibctl.policy import Bundle
from delibctl.source import read


def opened(start: Path, cases: list[Path] | None, output: Path | None) -> Bundle:
    """The policy with its cases, and with those that the output holds already."""
    files = LocalFiles(Path.cwd())
    bundle = open_bundle(start, files, cases)
    if output is None or not exists(output) or _holds(bundle, output):
        return bundle
    own = [Path(files.from_here(document.name)) for document in bundle.cases]
    return open_bundle(start, files, [*own, output])


def save(cases: Sequence[dict[str, Any]], output: Path, then: str) -> None:
    """Behind the cases that the file holds, of which every byte stays; a new file without any."""
    files = LocalFiles(Path.cwd())
    if not exists(output):
        write_new(output, new_file(cases))
        talk(f"wrote {output}; next: {then}")
        return
    name = files.name(output)
    files.changed[name] = with_cases(read(files.read(name), name), cases).encode()
    files.write_changed()
    talk(f"added to {output}; next: {then}")


def check_named(start: Path, cases: list[Path] | None, output: Path) -> None:
    """Say so where the policy would not read the file."""
    if not _holds(open_bundle(start, LocalFiles(Path.cwd()), cases), output):
        talk(f"the policy does not name {output}: add it to its `cases`, or give it with --cases")


def _holds(bundle: Bundle, path: Path) -> bool:
    name = LocalFiles(Path.cwd()).name(path)
    return name in {document.name for document in bundle.cases}
