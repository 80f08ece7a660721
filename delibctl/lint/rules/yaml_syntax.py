"""The file is YAML.

Why: Nothing else can be checked in a file that cannot be parsed.

Fails:

    policy: {id: a

Passes:

    definitions:
      harm: one

Fix: mend the marked line.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML002", check=problems("yaml-syntax"))
