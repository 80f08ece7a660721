"""`delibctl schema`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.output import choice, print_message, write
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
        typer.Option("--write", metavar="DIR", help="Write all schemas into this folder instead."),
    ] = None,
) -> ExitCode:
    """Print a JSON Schema, or write all schemas for an editor.

    Editors with yaml-language-server complete and check a file that begins with `#
    yaml-language-server: $schema=policy.schema.json`. The schema is a path relative to the file, or
    a URL.
    """
    choice("KIND", kind, list(SCHEMA_NAMES))
    if folder is None:
        write(schema_bytes(kind).decode())
        return ExitCode.CLEAN
    for name in SCHEMA_NAMES:
        path = folder / f"{name}.schema.json"
        overwrite(path, schema_bytes(name))
        print_message(f"wrote {path}")
    return ExitCode.CLEAN
