"""Reports that a command is to write anew: nobody shall take an old one for what it found."""

import os
from contextlib import suppress
from pathlib import Path

import typer

from delibctl.cli.report_specs import format_and_file
from delibctl.edge.files.text import leads_out
from delibctl.edge.git.repository import root_of
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.errors import DelibctlError

#: The formats of all reports; another word before the colon is an error, and nothing is written.
_FORMATS = {"rich", "text", "json", "github", "gitlab", "sarif", "junit", "markdown"}


def without_old_reports(context: typer.Context, output: list[str] | None) -> list[str] | None:
    """Empty the files that `--output` names before the command begins: it may end before it writes.

    A file that a branch brought, or that an earlier command wrote, could show other results.
    """
    if context.resilient_parsing:
        return output
    for spec in output or ():
        if found := format_and_file(spec, _FORMATS):
            _empty(Path(found[1]).absolute())
    return output


def _empty(path: Path) -> None:
    here = Path.cwd()
    root = root_of(here) or here
    is_device = path.is_relative_to("/dev") or path.is_relative_to("/proc")
    if is_device or (path.is_relative_to(root) and leads_out(path, root)):
        return
    # What cannot be emptied cannot be written either, which the command says.
    with suppress(OSError, DelibctlError):
        stop_at_tracked_link(path)
        if path.is_file():
            os.truncate(path, 0)
