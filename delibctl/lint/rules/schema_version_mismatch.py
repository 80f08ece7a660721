"""The file has the schema version that this delibctl reads.

Why: A newer format may contain rules that this delibctl would not see.

Fails:

    schema_version: 2
    definitions:
      harm: one

Passes:

    schema_version: 1
    definitions:
      harm: one

Fix: install a delibctl that reads this version, or set the version that the message names.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit, Level
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Report a `schema_version` that this delibctl does not read."""
    for violation in document.violations:
        if violation.path == ("schema_version",):
            version = document.data["schema_version"]
            newer = isinstance(version, int) and version > 1
            yield Hit(
                place=document.place(violation.path),
                message=f"schema_version is {version!r}; this delibctl reads 1",
                next="install a newer delibctl" if newer else "write `schema_version: 1`",
            )


rule = FileRule(code="SCH103", level=Level.ERROR, check=check)
