"""The file has no anchors, aliases or merge keys.

Why: A clause that is not written out where it stands cannot be reviewed or diffed; nested
aliases can also grow without bound.

Fails:

    definitions:
      harm: &harm one
      hurt: *harm

Passes:

    definitions:
      harm: one

Fix: write the value out.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML005", check=problems("anchor-alias-merge"))
