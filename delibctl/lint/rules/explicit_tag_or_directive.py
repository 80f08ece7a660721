"""The file has no explicit tags and no %-directives.

Why: They change what the same text means from reader to reader.

Fails:

    definitions:
      harm: !secret one

Passes:

    definitions:
      harm: one

Fix: remove it.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML004", check=problems("explicit-tag-or-directive"))
