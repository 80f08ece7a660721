"""Every key is text.

Why: Only some readers can look up keys such as `1`, `true` or a list.

Fails:

    definitions:
      1: one
      harm: two

Passes:

    definitions:
      harm: one

Fix: quote the key.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML010", check=problems("non-string-key"))
