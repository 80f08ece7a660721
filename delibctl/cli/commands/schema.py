"""`delibctl schema`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.output import choice, talk, write
from delibctl.edge.files.text import overwrite
from delibctl.errors import ExitCode
from delibctl.source import SCHEMA_NAMES, schema_bytes

EXAMPLE = "Example: delibctl schema --write policies"


def command(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"One of {', '.join(SCHEMA_NAMES)}.")
    ] = "policy",
    folder: Annotated[
        Path | None,
        typer.Option("--write", metavar="DIR", help="Write all of them into this folder instead."),
    ] = None,
) -> ExitCode:
    """Print the JSON Schema of a kind of file, or write all of them for an editor.

    An editor with yaml-language-server completes and checks a file that begins with
    `# yaml-language-server: $schema=policy.schema.json`, a path from that file or a URL.
    """
    choice("KIND", kind, list(SCHEMA_NAMES))
    if folder is None:
        write(schema_bytes(kind).decode())
        return ExitCode.CLEAN
    for name in SCHEMA_NAMES:
        path = folder / f"{name}.schema.json"
        overwrite(path, schema_bytes(name))
        talk(f"wrote {path}")
    return ExitCode.CLEAN
