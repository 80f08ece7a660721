"""No mapping has the same key twice.

Why: Readers of YAML disagree on which of the two counts, and some drop one without a word.

Fails:

    definitions:
      harm: one
      harm: two

Passes:

    definitions:
      harm: one

Fix: keep one of the two.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML003", check=problems("duplicate-key"))
