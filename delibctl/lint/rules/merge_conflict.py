"""No merge conflict is left in the file.

Why: Between the markers are two versions of the policy. A block of text would hold both, and the
markers as well.

Fails:

    definitions:
      harm: >-
        <<<<<<< HEAD
        one
        =======
        two
        >>>>>>> other

Passes:

    definitions:
      harm: one

Fix: keep what is right of both versions, and remove the markers. A text that shows a conflict on
purpose is written in double quotes, with `\\n` between its lines.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML011", check=problems("merge-conflict"))
