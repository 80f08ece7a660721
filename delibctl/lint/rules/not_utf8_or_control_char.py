"""The file is UTF-8 without control characters or a byte order mark.

Why: Other readers would see other text, or none. A control character can hide words from a
reviewer.

Fails:

    definitions:
      harm: one\\u2028two   # the character itself, not its escape

Passes:

    definitions:
      harm: one

Fix: save the file as UTF-8 without a byte order mark.
"""

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule

rule = FileRule(code="YML001", check=problems("not-utf8-or-control-char"))
