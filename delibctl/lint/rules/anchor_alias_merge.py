"""The file has no anchors, aliases or merge keys.

Why: A clause that is not written in full cannot be reviewed or compared. Nested aliases can also
grow without limit.

Fails:

    definitions:
      harm: &harm one
      hurt: *harm

Passes:

    definitions:
      harm: one

Fix: write the value in full.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML005", check=problems("anchor-alias-merge"))
