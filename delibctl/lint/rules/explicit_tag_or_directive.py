"""The file has no explicit tags and no %-directives.

Why: With them, the same text means different things to different readers.

Fails:

    definitions:
      harm: !secret one

Passes:

    definitions:
      harm: one

Fix: remove the tag or directive.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML004", check=problems("explicit-tag-or-directive"))
