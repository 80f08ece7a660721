"""No mapping has the same key twice.

Why: YAML readers disagree on which of the two counts, and some silently drop one.

Fails:

    definitions:
      harm: one
      harm: two

Passes:

    definitions:
      harm: one

Fix: keep one of them.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML003", check=problems("duplicate-key"))
