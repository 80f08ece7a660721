"""The file is UTF-8 without control characters or a byte order mark.

Why: Other readers would see another text, or none; a control character can hide words from a
reviewer.

Fails:

    definitions:
      harm: one\\u2028two   # the character itself, not its escape

Passes:

    definitions:
      harm: one

Fix: save the file as plain UTF-8.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML001", check=problems("not-utf8-or-control-char"))
